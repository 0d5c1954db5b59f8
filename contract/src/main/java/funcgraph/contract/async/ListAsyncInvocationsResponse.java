package funcgraph.contract.async;

import java.util.List;

/** A page of invocations. {@code nextMarker} is the position behind the last one shown. */
public record ListAsyncInvocationsResponse(List<Item> invocations, int count, int nextMarker) {

    /** One invocation. {@code startTime} is when it was accepted; {@code endTime} is empty until it is over. */
    public record Item(
            String requestId, String status, String errorMessage, int errorCode, String startTime, String endTime) {}
}
