package funcgraph.http.exchange;

import funcgraph.http.json.Json;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An answer ready to be written.
 *
 * @param headers beyond Content-Length and X-Request-Id, which every answer gets; a name may come more than once
 * @param body empty for none
 * @param stream what is written instead of {@code body}, as it comes; null for an answer that is whole
 */
public record Answer(
        int status,
        List<Map.Entry<String, String>> headers,
        byte[] body,
        @Nullable Streamed stream) {

    public static final String JSON = "application/json";
    private static final String CONTENT_TYPE = "Content-Type";
    private static final byte[] NO_BODY = new byte[0];

    public Answer {
        headers = List.copyOf(headers);
    }

    /** An answer that is whole. */
    public Answer(int status, String contentType, Map<String, String> headers, byte[] body) {
        this(status, typed(contentType, headers), body, null);
    }

    /**
     * A body of unknown length, written piece by piece and no faster than the caller reads.
     *
     * @param pieces paused until the head is written; read on the request's own event loop
     * @param ended run once, when the last piece is written or the caller has gone away, whichever is first
     */
    public record Streamed(ReadStream<Buffer> pieces, Runnable ended) {}

    /** An answer that is whole, with headers of which a name may come more than once. */
    public static Answer whole(int status, List<Map.Entry<String, String>> headers, byte[] body) {
        return new Answer(status, headers, body, null);
    }

    /** An answer that comes in pieces; each is flushed as it is. */
    public static Answer streamed(int status, List<Map.Entry<String, String>> headers, Streamed stream) {
        return new Answer(status, headers, NO_BODY, stream);
    }

    public static Answer ok(Object body) {
        return json(200, body);
    }

    public static Answer json(int status, Object body) {
        return new Answer(status, JSON, Map.of(), Json.bytes(body));
    }

    /** 204: nothing to say. */
    public static Answer noContent() {
        return new Answer(204, List.of(), NO_BODY, null);
    }

    /** The same with this header, in place of any of that name. */
    public Answer with(String header, String value) {
        var more = new ArrayList<>(headers);
        more.removeIf(each -> each.getKey().equalsIgnoreCase(header));
        more.add(Map.entry(header, value));
        return new Answer(status, more, body, stream);
    }

    /** Whether there is a header of that name, in whatever case. */
    public boolean has(String header) {
        return headers.stream().anyMatch(each -> each.getKey().equalsIgnoreCase(header));
    }

    private static List<Map.Entry<String, String>> typed(String contentType, Map<String, String> headers) {
        var all = new ArrayList<Map.Entry<String, String>>(headers.size() + 1);
        all.addAll(headers.entrySet());
        all.add(Map.entry(CONTENT_TYPE, contentType));
        return all;
    }
}
