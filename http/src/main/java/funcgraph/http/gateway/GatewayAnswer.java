package funcgraph.http.gateway;

import funcgraph.contract.ErrorResponse;
import funcgraph.http.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An answer of the gateway, ready to be written. */
public record GatewayAnswer(int status, List<Map.Entry<String, String>> headers, byte[] body) {

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
        return new GatewayAnswer(status, more, body);
    }

    boolean has(String name) {
        return headers.stream().anyMatch(header -> header.getKey().equalsIgnoreCase(name));
    }
}
