package funcgraph.engine.async;

import funcgraph.domain.AsyncStatus;
import funcgraph.domain.FunctionUrn;
import funcgraph.domain.InvokeOutcome;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What a destination is told of the end of an invocation (functiongraph-api 5.4). */
final class OutcomeMessage {

    /** Longer results are left out: a message is for queues, which have limits of their own. */
    static final int LARGEST_RESPONSE_BYTES = 256 * 1024;

    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private OutcomeMessage() {}

    /**
     * The message, as JSON.
     *
     * @param mostBytes what the destination takes; payloads that do not fit are left out, the result's first
     */
    static byte[] of(Completion.Ended ended, Instant now, int mostBytes) {
        var taken = ended.taken();
        var message = MAPPER.createObjectNode().put("timestamp", TIME.format(now));
        message.putObject("request_context")
                .put("request_id", taken.row().requestId())
                .put(
                        "function_urn",
                        FunctionUrn.unqualified(
                                        taken.urn().region(), taken.urn().key()) + ":"
                                + taken.row().qualifier())
                .put("condition", condition(ended))
                .put("approximate_invoke_count", Math.max(1, ended.failed() + (ended.code() == 0 ? 1 : 0)));
        message.set("request_payload", json(taken.row().event()));
        message.putObject("response_context")
                .put("status_code", ended.status() == AsyncStatus.SUCCESS ? 200 : 500)
                .put("function_error", ended.code() == 0 ? "" : ended.code() + " " + ended.message());
        payload(message, ended);
        var whole = written(message, ended);
        return whole.length <= mostBytes ? whole : shortened(message, ended, mostBytes);
    }

    private static byte[] shortened(ObjectNode message, Completion.Ended ended, int mostBytes) {
        if (ended.invoked() != null) {
            leaveOut(message, "response_payload", response(ended.invoked().outcome()).length);
        }
        var shorter = written(message, ended);
        if (shorter.length > mostBytes) {
            leaveOut(message, "request_payload", ended.taken().row().event().length);
            shorter = MAPPER.writeValueAsBytes(message);
        }
        return shorter;
    }

    private static void leaveOut(ObjectNode message, String payload, int bytes) {
        message.putNull(payload).put(payload + "_bytes", bytes);
    }

    /** What is nested as deep as a document may be is one too deep within another: then it goes as text. */
    private static byte[] written(ObjectNode message, Completion.Ended ended) {
        try {
            return MAPPER.writeValueAsBytes(message);
        } catch (JacksonException tooDeep) {
            message.put("request_payload", new String(ended.taken().row().event(), StandardCharsets.UTF_8));
            message.put("response_payload", message.path("response_payload").isNull() ? "" : text(ended));
            return MAPPER.writeValueAsBytes(message);
        }
    }

    private static String text(Completion.Ended ended) {
        return ended.invoked() == null
                ? ""
                : new String(response(ended.invoked().outcome()), StandardCharsets.UTF_8);
    }

    private static String condition(Completion.Ended ended) {
        return switch (ended.status()) {
            case SUCCESS -> "Success";
            case DISCARD -> "EventAgeExceeded";
            case FAIL, WAIT, RUNNING -> "RetriesExhausted";
        };
    }

    private static void payload(ObjectNode message, Completion.Ended ended) {
        var bytes =
                ended.invoked() == null ? new byte[0] : response(ended.invoked().outcome());
        if (bytes.length <= LARGEST_RESPONSE_BYTES) {
            message.set("response_payload", json(bytes));
        } else {
            leaveOut(message, "response_payload", bytes.length);
        }
    }

    private static byte[] response(InvokeOutcome outcome) {
        return switch (outcome) {
            case InvokeOutcome.Answered answered -> answered.payload();
            case InvokeOutcome.HandlerFailed failed -> failed.errorJson();
            case InvokeOutcome.InitFailed failed -> failed.errorJson();
            case InvokeOutcome ignored -> new byte[0];
        };
    }

    /** As JSON where it is, else as text. */
    private static JsonNode json(byte[] bytes) {
        if (bytes.length == 0) {
            return MAPPER.nullNode();
        }
        try {
            return MAPPER.readTree(bytes);
        } catch (JacksonException e) {
            return MAPPER.getNodeFactory().stringNode(new String(bytes, StandardCharsets.UTF_8));
        }
    }
}
