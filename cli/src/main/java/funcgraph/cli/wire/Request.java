package funcgraph.cli.wire;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.function.LongConsumer;

/**
 * What to send, and how long to wait.
 *
 * @param endpoint scheme, host and port
 * @param target path and query as they stand on the request line
 * @param headers all but {@code Host}, {@code Content-Length} and {@code Connection}
 * @param body handed over, not copied
 * @param silence how long the server may say nothing
 * @param sent is told how many bytes of the body have left
 */
public record Request(
        URI endpoint,
        String method,
        String target,
        Map<String, String> headers,
        byte[] body,
        Duration silence,
        LongConsumer sent) {

    int port() {
        return endpoint.getPort() >= 0 ? endpoint.getPort() : isSecure() ? 443 : 80;
    }

    boolean isSecure() {
        return "https".equalsIgnoreCase(endpoint.getScheme());
    }
}
