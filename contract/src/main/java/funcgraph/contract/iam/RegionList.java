package funcgraph.contract.iam;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** Answer of {@code GET /v3/regions}. */
public record RegionList(List<Region> regions, Links links) {

    public record Region(String id, String type, String description, Locales locales, Links links) {}

    public record Locales(
            @JsonProperty("en-us") String english,
            @JsonProperty("zh-cn") String chinese) {}
}
