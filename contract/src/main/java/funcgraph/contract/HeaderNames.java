package funcgraph.contract;

/** The headers of the API, spelled as the SDKs spell them (functiongraph-api 5.2, 6). */
public final class HeaderNames {

    public static final String AUTH_TOKEN = "X-Auth-Token";
    public static final String SUBJECT_TOKEN = "X-Subject-Token";
    public static final String SECURITY_TOKEN = "X-Security-Token";
    public static final String REQUEST_ID = "X-Request-Id";

    /** {@code tail} asks for the end of the log. */
    public static final String LOG_TYPE = "X-Cff-Log-Type";

    /** {@code v0}: the result alone; {@code v1}: the result in an envelope. */
    public static final String REQUEST_VERSION = "X-CFF-Request-Version";

    public static final String CFF_REQUEST_ID = "X-Cff-Request-Id";
    public static final String INVOKE_SUMMARY = "X-Cff-Invoke-Summary";

    /** End of the log, base64, at most {@link Limits#LOG_TAIL_BYTES} before encoding. */
    public static final String FUNCTION_LOG = "X-Cff-Function-Log";

    /** Milliseconds, rounded up. */
    public static final String BILLING_DURATION = "X-CFF-Billing-Duration";

    public static final String RESPONSE_VERSION = "X-Cff-Response-Version";

    /** {@code 0} when the call went well. */
    public static final String FUNC_ERR_CODE = "X-Func-Err-Code";

    /** {@code true} when the fault lies in user code. */
    public static final String IS_FUNC_ERR = "X-Is-Func-Err";

    private HeaderNames() {}
}
