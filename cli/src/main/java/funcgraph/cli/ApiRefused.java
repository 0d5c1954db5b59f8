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

    /** What somebody at a keyboard can do about it, on a line of its own; empty when the message says it all. */
    String hint() {
        var advice = switch (status) {
            case 401 -> "check the keys, or log in again: funcgraph login";
            case 403 ->
                errorCode.equals("FSS.0403")
                        ? "the user may not do that, or the project or a quota is another one than you think"
                        : "";
            case 404 -> "funcgraph list shows the functions that are there";
            case 409 -> "somebody changed it meanwhile, or it is there already: look, and try again";
            case 429 ->
                "wait, or raise strategy_config.concurrency: funcgraph config set NAME"
                        + " strategy_config.concurrency=N";
            case 501 -> "this server does not do that; docs/compatibility.md lists what it does";
            default -> errorCode.equals("FSS.0503") ? "funcgraph runtimes shows what this machine can run" : "";
        };
        return advice.isEmpty() ? "" : "\n  hint: " + advice;
    }

    public int status() {
        return status;
    }

    public String errorCode() {
        return errorCode;
    }
}
