package funcgraph.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Functions found by their tags; {@code resources} is left out when they are only counted. */
public record ResourceInstancesResponse(
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<Instance> resources, int totalCount) {

    /** {@code resource_id} is the function's URN. */
    public record Instance(
            String resourceId,
            Detail resourceDetail,
            List<TagsResponse.Tag> tags,
            List<TagsResponse.Tag> sysTags,
            String resourceName) {}

    public record Detail(@JsonProperty("detailId") String detailId) {}
}
