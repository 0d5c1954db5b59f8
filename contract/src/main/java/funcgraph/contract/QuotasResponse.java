package funcgraph.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answer of {@code GET /fgs/quotas} (functiongraph-api 2.8). */
public record QuotasResponse(Quotas quotas) {

    public record Quotas(List<Resource> resources) {}

    /** {@code unit} is left out of plain numbers. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Resource(
            int quota, int used, String type, @Nullable String unit) {}
}
