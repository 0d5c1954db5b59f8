package funcgraph.contract.async;

import java.util.List;

/** A page of configurations. */
public record ListAsyncConfigsResponse(List<AsyncConfigResponse> asyncInvokeConfigs, long count, Paging pageInfo) {

    /** Offsets: where the next page begins, where the one before began, and how many are shown. */
    public record Paging(long nextMarker, long previousMarker, long currentCount) {}
}
