package funcgraph.contract;

import java.util.List;

/** All tags of a project's functions. */
public record ProjectTagsResponse(List<Tag> tags, List<Tag> sysTags) {

    public record Tag(String key, List<String> values) {}
}
