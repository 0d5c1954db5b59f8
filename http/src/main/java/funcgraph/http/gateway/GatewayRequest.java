package funcgraph.http.gateway;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as it came to the gateway, its body read whole.
 *
 * @param signedPath the whole path as it stood on the request line, which signatures are made over
 * @param path what of it is the gateway's: {@code /GROUP/ENVIRONMENT/…}, percent-encoded
 * @param query what follows the question mark, {@code ""} for none
 * @param headers in the order in which they came, several of one name among them
 * @param sourceIp whoever is at the other end of the connection
 * @param traceparent which span of a trace the request is here; null when it is not traced
 */
public record GatewayRequest(
        String requestId,
        String method,
        String signedPath,
        String path,
        String query,
        List<Map.Entry<String, String>> headers,
        String sourceIp,
        @Nullable String traceparent,
        byte[] body) {

    /** A header's first value, by its name in any case. */
    @Nullable
    String header(String name) {
        for (var header : headers) {
            if (header.getKey().equalsIgnoreCase(name)) {
                return header.getValue();
            }
        }
        return null;
    }
}
