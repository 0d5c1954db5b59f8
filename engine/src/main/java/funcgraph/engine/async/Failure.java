package funcgraph.engine.async;

import funcgraph.domain.Excerpt;
import funcgraph.domain.InvokeOutcome;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the owner of an invocation reads of its bad end.
 *
 * @param code the one that a synchronous call has in its header; 0 for none
 * @param message at most 1,024 characters
 */
record Failure(int code, String message) {

    static final Failure NONE = new Failure(0, "");

    private static final Logger LOG = LoggerFactory.getLogger(Failure.class);

    private static final int LONGEST = 1024;
    private static final int TIMED_OUT = 4010;
    private static final int OUT_OF_MEMORY = 4205;
    private static final int DIED = 4002;

    static Failure of(InvokeOutcome outcome, String requestId) {
        return switch (outcome) {
            case InvokeOutcome.Answered ignored -> NONE;
            case InvokeOutcome.HandlerFailed failed -> of(failed.errorCode(), said(failed.errorJson()));
            case InvokeOutcome.InitFailed failed -> of(failed.errorCode(), said(failed.errorJson()));
            case InvokeOutcome.TimedOut timedOut ->
                of(TIMED_OUT, "function invocation timed out after " + timedOut.timeoutSeconds() + " seconds");
            case InvokeOutcome.OutOfMemory out ->
                of(OUT_OF_MEMORY, "runtime memory limit exceeded: " + out.memoryMb() + " MB");
            case InvokeOutcome.WorkerDied died -> of(DIED, "the runtime ended during the call: " + died.how());
            case InvokeOutcome.Disabled ignored -> of(429, "Function Disabled");
            case InvokeOutcome.Throttled throttled ->
                of(429, "Too many requests: " + throttled.limit() + " calls are running, which is the limit");
            case InvokeOutcome.Overloaded overloaded -> of(503, overloaded.why());
            case InvokeOutcome.RuntimeAbsent absent ->
                of(503, "runtime " + absent.runtime() + " is not installed on this server; " + absent.remedy());
            case InvokeOutcome.Gone ignored -> of(404, "the function, version or alias is not there any more");
            case InvokeOutcome.PlatformFailed failed -> {
                LOG.error("asynchronous invocation {} met a fault of the platform", requestId, failed.cause());
                yield of(500, "Internal server error.");
            }
        };
    }

    private static Failure of(int code, String message) {
        return new Failure(code, Excerpt.of(message.replace('\0', '\uFFFD'), LONGEST)); // PostgreSQL keeps no NUL
    }

    private static String said(byte[] errorJson) {
        var text = new String(errorJson, StandardCharsets.UTF_8);
        try {
            return JsonMapper.shared().readTree(errorJson).path("errorMessage").asString(text);
        } catch (JacksonException e) {
            return text;
        }
    }
}
