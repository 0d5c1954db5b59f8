package funcgraph.contract;

/**
 * The body of every failed request (functiongraph-api 4.1). Neither of the first two is ever null: the Java SDK does not
 * survive it (functiongraph-api 7.4).
 *
 * @param errorCode {@code FSS.nnnn}
 * @param errorMsg what happened: the field, the value, what is allowed
 * @param requestId the id under which the server's log knows the request
 * @param details the standard text of the code
 */
public record ErrorResponse(String errorCode, String errorMsg, String requestId, Details details) {

    public record Details(String errorMsg) {}
}
