package funcgraph.contract;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Body of {@code …/tags/create} and {@code …/tags/delete} (functiongraph-api 2.9); {@code action} repeats the path. */
public record TagsRequest(@Nullable String action, @Nullable List<Tag> tags) {

    public record Tag(@Nullable String key, @Nullable String value) {}
}
