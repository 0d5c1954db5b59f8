package funcgraph.http.exchange;

import funcgraph.http.json.Json;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An answer ready to be written.
 *
 * @param headers beyond Content-Type, Content-Length and X-Request-Id, which every answer gets
 * @param body empty for none; JSON otherwise, unless {@code contentType} says something else
 * @param stream what is written instead of {@code body}, as it comes; null for an answer that is whole
 */
public record Answer(
        int status,
        String contentType,
        Map<String, String> headers,
        byte[] body,
        @Nullable Streamed stream) {

    public static final String JSON = "application/json";
    private static final byte[] NO_BODY = new byte[0];

    public Answer {
        headers = Map.copyOf(headers);
    }

    /** An answer that is whole. */
    public Answer(int status, String contentType, Map<String, String> headers, byte[] body) {
        this(status, contentType, headers, body, null);
    }

    /**
     * A body of unknown length, written piece by piece and no faster than the caller reads.
     *
     * @param pieces paused until the head is written; read on the request's own event loop
     * @param ended run once, when the last piece is written or the caller has gone away, whichever is first
     */
    public record Streamed(ReadStream<Buffer> pieces, Runnable ended) {}

    /** An answer that comes in pieces; each is flushed as it is. */
    public static Answer streamed(int status, String contentType, Map<String, String> headers, Streamed stream) {
        return new Answer(status, contentType, headers, NO_BODY, stream);
    }

    public static Answer ok(Object body) {
        return json(200, body);
    }

    public static Answer json(int status, Object body) {
        return new Answer(status, JSON, Map.of(), Json.bytes(body));
    }

    /** 204: nothing to say. */
    public static Answer noContent() {
        return new Answer(204, JSON, Map.of(), NO_BODY);
    }

    public Answer with(String header, String value) {
        var more = new java.util.HashMap<>(headers);
        more.put(header, value);
        return new Answer(status, contentType, more, body, stream);
    }
}
