package funcgraph.contract;

import java.util.List;

/** Tags of one function. This platform has no tags of its own. */
public record TagsResponse(List<Tag> tags, List<Tag> sysTags) {

    public record Tag(String key, String value) {}
}
