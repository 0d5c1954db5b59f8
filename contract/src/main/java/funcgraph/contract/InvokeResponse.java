package funcgraph.contract;

/**
 * The v1 envelope of an invocation's result (functiongraph-api 5.2).
 *
 * @param result what the function returned, as a JSON-encoded string
 * @param log end of the log, {@code ""} unless it was asked for
 * @param status 200, or what HTTP status the failure would have
 */
public record InvokeResponse(String requestId, String result, String log, int status) {}
