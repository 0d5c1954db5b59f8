package funcgraph.http.exchange;

import funcgraph.http.json.Json;
import java.util.Map;

/**
 * An answer ready to be written.
 *
 * @param headers beyond Content-Type, Content-Length and X-Request-Id, which every answer gets
 * @param body empty for none; JSON otherwise, unless {@code contentType} says something else
 */
public record Answer(int status, String contentType, Map<String, String> headers, byte[] body) {

    public static final String JSON = "application/json";
    private static final byte[] NO_BODY = new byte[0];

    public Answer {
        headers = Map.copyOf(headers);
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
        return new Answer(status, contentType, more, body);
    }
}
