package funcgraph.contract.iam;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** One service and where it is. */
public record CatalogEntry(String type, String name, String id, List<Endpoint> endpoints) {

    /**
     * One address of a service.
     *
     * @param audience {@code public}; its JSON name is a reserved word of Java
     */
    public record Endpoint(
            String id,
            String region,
            String regionId,
            @JsonProperty("interface") String audience,
            String url) {}
}
