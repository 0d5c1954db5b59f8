package funcgraph.http.gateway;

import funcgraph.contract.ErrorResponse;
import funcgraph.http.exchange.Answer;
import funcgraph.http.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An answer of the gateway, ready to be written.
 *
 * @param stream what is written instead of {@code body}, as it comes; null for an answer that is whole
 */
public record GatewayAnswer(
        int status, List<Map.Entry<String, String>> headers, byte[] body, Answer.@Nullable Streamed stream) {

    /** An answer that is whole. */
    public GatewayAnswer(int status, List<Map.Entry<String, String>> headers, byte[] body) {
        this(status, headers, body, null);
    }

    public GatewayAnswer {
        headers = List.copyOf(headers);
    }

    /** An error of the gateway's own. */
    static GatewayAnswer error(GatewayCode code, String message, String requestId) {
        var body =
                new ErrorResponse(code.wireCode(), message, requestId, new ErrorResponse.Details(code.standardText()));
        return json(code.httpStatus(), body);
    }

    static GatewayAnswer json(int status, Object body) {
        return new GatewayAnswer(status, List.of(Map.entry("Content-Type", "application/json")), Json.bytes(body));
    }

    GatewayAnswer with(String name, String value) {
        var more = new ArrayList<>(headers);
        more.add(Map.entry(name, value));
        return new GatewayAnswer(status, more, body, stream);
    }

    boolean has(String name) {
        return headers.stream().anyMatch(header -> header.getKey().equalsIgnoreCase(name));
    }
}
