package funcgraph.http.gateway;

/** The gateway's own errors, in the API gateway's codes, and what functions do wrong, in FunctionGraph's. */
public enum GatewayCode {
    NO_API("APIG.0101", 404, "The API does not exist or has not been published in the environment."),
    NO_FUNCTION("APIG.0103", 404, "The backend does not exist."),
    BAD_REQUEST("APIG.0201", 400, "Bad request."),
    BODY_TOO_LARGE("APIG.0201", 413, "Request entity too large."),
    TIMED_OUT("APIG.0201", 504, "Backend timed out."),
    UNAVAILABLE("APIG.0202", 503, "Backend unavailable."),
    NOT_AUTHENTIC("APIG.0301", 401, "Incorrect IAM authentication information."),
    NOT_ALLOWED("APIG.0302", 403, "The IAM user is not authorized to access the API."),
    NO_APP("APIG.0303", 401, "Incorrect app authentication information."),
    TOO_MANY_REQUESTS("APIG.0308", 429, "The throttling threshold has been reached."),
    NO_STATUS_CODE(
            "FSS.1202",
            500,
            "The response body or callback body is invalid because they do not contain any status code."),
    /** Not in the tables of codes, but what the service answers. */
    BAD_ANSWER("FSS.1206", 500, "The result of the function is not what an APIG trigger needs.");

    private final String wireCode;
    private final int httpStatus;
    private final String standardText;

    GatewayCode(String wireCode, int httpStatus, String standardText) {
        this.wireCode = wireCode;
        this.httpStatus = httpStatus;
        this.standardText = standardText;
    }

    public String wireCode() {
        return wireCode;
    }

    public int httpStatus() {
        return httpStatus;
    }

    public String standardText() {
        return standardText;
    }
}
