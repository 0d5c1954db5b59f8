package funcgraph.domain;

import java.util.List;

/** A function and its tags, by key. */
public record TaggedFunction(String functionId, FunctionKey key, List<Tag> tags) {

    public TaggedFunction {
        tags = List.copyOf(tags);
    }
}
