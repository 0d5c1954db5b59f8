package funcgraph.engine.async;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * Where destinations are that are no part of this server.
 *
 * @param topics SMN topics by their URNs
 * @param streams DIS streams by their names
 * @param timeLimit of one message
 */
public record DestinationSettings(Map<String, URI> topics, Map<String, URI> streams, Duration timeLimit) {
    public DestinationSettings {
        topics = Map.copyOf(topics);
        streams = Map.copyOf(streams);
    }
}
