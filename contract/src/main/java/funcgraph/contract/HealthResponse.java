package funcgraph.contract;

import java.util.Map;

/**
 * The state of a server and of its parts.
 *
 * @param status {@code up}, {@code degraded}, {@code draining} or {@code down}
 */
public record HealthResponse(String status, String version, long uptimeSeconds, Map<String, Part> parts) {

    /**
     * One part.
     *
     * @param status {@code up}, {@code degraded} or {@code down}
     * @param detail one sentence, {@code ""} when there is nothing to say
     * @param values what can be counted of it
     */
    public record Part(String status, String detail, Map<String, Long> values) {}
}
