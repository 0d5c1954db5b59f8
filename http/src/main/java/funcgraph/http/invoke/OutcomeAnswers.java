package funcgraph.http.invoke;

import funcgraph.contract.ErrorCode;
import funcgraph.contract.HeaderNames;
import funcgraph.contract.InvokeResponse;
import funcgraph.contract.Limits;
import funcgraph.domain.FunctionKey;
import funcgraph.domain.InvokeOutcome;
import funcgraph.engine.invoke.AnswerStream;
import funcgraph.engine.invoke.CallLog;
import funcgraph.engine.invoke.Invoked;
import funcgraph.http.exchange.Answer;
import funcgraph.http.exchange.ErrorMapper;
import funcgraph.http.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns outcomes into answers. What went wrong in user code is answered with the function's own error object and headers
 * that say so; what went wrong before or around it, with an error of the API (functiongraph-api 5.3).
 */
public final class OutcomeAnswers {

    private static final Logger LOG = LoggerFactory.getLogger(OutcomeAnswers.class);

    private static final String NO_ERROR = "0";
    private static final int CODE_TIMED_OUT = 4010;
    private static final int CODE_OUT_OF_MEMORY = 4205;
    private static final int CODE_WORKER_DIED = 4002;
    private static final String BYTES = "application/octet-stream";
    private static final String TEXT = "text/plain; charset=utf-8";

    private final int functionErrorStatus;

    /** What the caller asked for: the envelope, the log. */
    record Asked(boolean envelope, boolean logTail) {}

    /**
     * Makes the translator.
     *
     * @param functionErrorStatus HTTP status of an error in user code without the envelope; the documents leave it open
     */
    public OutcomeAnswers(int functionErrorStatus) {
        this.functionErrorStatus = functionErrorStatus;
    }

    Answer answer(String requestId, Invoked invoked, Asked asked) {
        var call = new Finished(requestId, invoked, asked);
        return switch (invoked.outcome()) {
            case InvokeOutcome.Answered(byte[] payload, InvokeOutcome.Usage usage) -> call.good(payload, usage);
            case InvokeOutcome.HandlerFailed(int code, byte[] error, InvokeOutcome.Usage usage) ->
                call.bad(code, error, usage);
            case InvokeOutcome.InitFailed(int code, byte[] error, InvokeOutcome.Usage usage) ->
                call.bad(code, error, usage);
            case InvokeOutcome.TimedOut(int seconds, InvokeOutcome.Usage usage) ->
                call.bad(
                        CODE_TIMED_OUT,
                        error("function invocation timed out after " + seconds + " seconds", "FunctionTimedOut"),
                        usage);
            case InvokeOutcome.OutOfMemory(int memoryMb, InvokeOutcome.Usage usage) ->
                call.bad(
                        CODE_OUT_OF_MEMORY,
                        error("runtime memory limit exceeded: " + memoryMb + " MB", "MemoryLimitExceeded"),
                        usage);
            case InvokeOutcome.WorkerDied(String how, InvokeOutcome.Usage usage) ->
                call.bad(CODE_WORKER_DIED, error("the runtime ended during the call: " + how, "RuntimeExited"), usage);
            case InvokeOutcome.Disabled() ->
                ErrorMapper.error(ErrorCode.TOO_MANY_REQUESTS, "Function Disabled", requestId);
            case InvokeOutcome.Throttled(int limit) ->
                ErrorMapper.error(
                        ErrorCode.TOO_MANY_REQUESTS,
                        "Too many requests: " + limit + " calls are running, which is the limit",
                        requestId);
            case InvokeOutcome.Overloaded(String why) -> ErrorMapper.error(ErrorCode.UNAVAILABLE, why, requestId);
            case InvokeOutcome.RuntimeAbsent(String runtime, String remedy) ->
                ErrorMapper.error(
                        ErrorCode.UNAVAILABLE,
                        "runtime " + runtime + " is not installed on this server; " + remedy,
                        requestId);
            case InvokeOutcome.Gone(FunctionKey key) ->
                ErrorMapper.error(ErrorCode.NO_SUCH_FUNCTION, "Not found the function '" + key.name() + "'", requestId);
            case InvokeOutcome.PlatformFailed(Throwable cause) -> {
                LOG.error("invocation {} failed", requestId, cause);
                yield ErrorMapper.error(ErrorCode.INTERNAL, ErrorCode.INTERNAL.standardText(), requestId);
            }
        };
    }

    /**
     * The head of an answer that comes in pieces: the function's own status and headers. What is said of a call when it is
     * over has no place in it.
     */
    Answer begun(String requestId, AnswerStream.Opening opening, Answer.Streamed stream) {
        var answer = Answer.streamed(opening.status(), opening.headers(), stream)
                .with(HeaderNames.CFF_REQUEST_ID, requestId)
                .with(HeaderNames.RESPONSE_VERSION, "v0");
        return answer.has("Content-Type") ? answer : answer.with("Content-Type", BYTES);
    }

    private static byte[] error(String message, String type) {
        var body = new LinkedHashMap<String, String>();
        body.put("errorMessage", message);
        body.put("errorType", type);
        return Json.bytes(body);
    }

    /** A call that reached a worker. */
    private final class Finished {

        private final String requestId;
        private final Invoked invoked;
        private final Asked asked;

        Finished(String requestId, Invoked invoked, Asked asked) {
            this.requestId = requestId;
            this.invoked = invoked;
            this.asked = asked;
        }

        Answer good(byte[] payload, InvokeOutcome.Usage usage) {
            return answer(200, payload, usage, NO_ERROR, false);
        }

        Answer bad(int code, byte[] error, InvokeOutcome.Usage usage) {
            return answer(functionErrorStatus, error, usage, Integer.toString(code), true);
        }

        private Answer answer(int status, byte[] payload, InvokeOutcome.Usage usage, String errorCode, boolean failed) {
            var headers = new HashMap<String, String>();
            headers.put(HeaderNames.CFF_REQUEST_ID, requestId);
            headers.put(HeaderNames.INVOKE_SUMMARY, summary(usage));
            headers.put(HeaderNames.BILLING_DURATION, Long.toString(CallLog.billedMillis(usage)));
            headers.put(HeaderNames.RESPONSE_VERSION, asked.envelope() ? "v1" : "v0");
            headers.put(HeaderNames.FUNC_ERR_CODE, errorCode);
            headers.put(HeaderNames.IS_FUNC_ERR, Boolean.toString(failed));
            byte[] log = asked.logTail() ? log(usage, failed) : new byte[0];
            if (asked.logTail()) {
                headers.put(HeaderNames.FUNCTION_LOG, Base64.getEncoder().encodeToString(log));
            }
            return asked.envelope() ? envelope(status, payload, log, headers) : plain(status, payload, headers);
        }

        /** The SDKs read only a 200 as a result, so the envelope carries the status (functiongraph-api 7.4). */
        private Answer envelope(int status, byte[] payload, byte[] log, Map<String, String> headers) {
            var body = new InvokeResponse(
                    requestId,
                    new String(payload, StandardCharsets.UTF_8),
                    new String(log, StandardCharsets.UTF_8),
                    status);
            return new Answer(200, Answer.JSON, headers, Json.bytes(body));
        }

        private static Answer plain(int status, byte[] payload, Map<String, String> headers) {
            return new Answer(status, looksLikeJson(payload) ? Answer.JSON : TEXT, headers, payload);
        }

        private byte[] log(InvokeOutcome.Usage usage, boolean failed) {
            return CallLog.tail(
                    requestId,
                    invoked.version(),
                    invoked.note(),
                    invoked.started(),
                    invoked.ended(),
                    usage,
                    invoked.memoryMb(),
                    failed,
                    Limits.LOG_TAIL_BYTES);
        }

        private String summary(InvokeOutcome.Usage usage) {
            var text = new StringBuilder(96);
            text.append("{\"duration\":");
            appendThousandths(text, usage.durationMicros());
            text.append(",\"billingDuration\":").append(CallLog.billedMillis(usage));
            text.append(",\"memorySize\":").append(invoked.memoryMb());
            text.append(",\"memoryUsed\":");
            appendThousandths(text, usage.peakMemoryKb() * 1000 / 1024);
            return text.append('}').toString();
        }
    }

    /** By hand: a formatter costs as much as all the rest of a short call's answer. */
    private static void appendThousandths(StringBuilder text, long thousandths) {
        text.append(thousandths / 1000).append('.');
        long rest = thousandths % 1000;
        if (rest < 100) {
            text.append('0');
        }
        if (rest < 10) {
            text.append('0');
        }
        text.append(rest);
    }

    /** Runtimes answer in JSON, except with text that is none; the ends tell them apart without reading 6 MB. */
    private static boolean looksLikeJson(byte[] payload) {
        if (payload.length == 0) {
            return false;
        }
        byte first = payload[0];
        byte last = payload[payload.length - 1];
        return (first == '{' && last == '}')
                || (first == '[' && last == ']')
                || (first == '"' && last == '"' && payload.length > 1)
                || first == '-'
                || (first >= '0' && first <= '9')
                || isWord(payload);
    }

    private static boolean isWord(byte[] payload) {
        var text = payload.length > 5 ? "" : new String(payload, StandardCharsets.US_ASCII);
        return text.equals("true") || text.equals("false") || text.equals("null");
    }
}
