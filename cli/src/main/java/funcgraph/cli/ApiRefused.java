package funcgraph.cli;

/** The server answered, and said no. */
public final class ApiRefused extends RuntimeException {

    private final int status;
    private final String errorCode;

    /**
     * @param status HTTP status
     * @param errorCode {@code FSS.nnnn}, empty when the body named none
     */
    public ApiRefused(int status, String errorCode, String message) {
        super(message);
        this.status = status;
        this.errorCode = errorCode;
    }

    static ApiRefused of(Answer answer) {
        var body = answer.jsonOrMissing();
        var code = body.path("error_code").asString("");
        var text = body.path("error_msg").asString(answer.text());
        var requestId = body.path("request_id").asString("");
        return new ApiRefused(
                answer.status(),
                code,
                answer.status()
                        + (code.isEmpty() ? "" : " " + code)
                        + ": " + text
                        + (requestId.isEmpty() ? "" : " (request " + requestId + ")"));
    }

    public int status() {
        return status;
    }

    public String errorCode() {
        return errorCode;
    }
}
