package funcgraph.contract;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Body of {@code /functions/resource-instances/…} (functiongraph-api 2.9).
 *
 * @param limit and {@code offset}: the table says text, the sample a number
 * @param matches {@code resource_name} with a part of a function's name
 */
public record ResourceInstancesRequest(
        @Nullable Boolean withoutAnyTag,
        @Nullable Object limit,
        @Nullable Object offset,
        @Nullable List<TagsRequest.Tag> matches,
        @Nullable List<TagValues> tags) {

    public record TagValues(@Nullable String key, @Nullable List<String> values) {}
}
