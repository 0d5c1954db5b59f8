package funcgraph.contract.iam;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** Answer of {@code GET /v3}: clients ask it to find out that the identity API is version 3. */
public record VersionResponse(Version version) {

    public record Version(
            String id,
            String status,
            String updated,
            List<Link> links,
            @JsonProperty("media-types") List<MediaType> mediaTypes) {}

    public record Link(String rel, String href) {}

    public record MediaType(String base, String type) {}
}
