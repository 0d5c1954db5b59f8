package funcgraph.server.config;

import static funcgraph.server.config.Entries.Field.mandatory;

import java.util.List;
import java.util.Map;

/** The keys of what triggers are fed from, part of {@link Keys}. */
public final class SourceKeys {

    public static final Key<Integer> MOST = key(
            "sources.most",
            new Kinds.Whole(0, 10_000),
            256,
            "Most triggers whose records a node fetches itself: OBS by listing, KAFKA, RABBITMQ.");
    public static final Key<Integer> OBS_POLL = key(
            "sources.obs_poll_seconds",
            new Kinds.Whole(0, 3600),
            10,
            "How often the buckets of OBS triggers are listed; 0 for never, when the store sends notifications.");
    public static final Key<Integer> OBS_OBJECTS = key(
            "sources.obs_objects",
            new Kinds.Whole(1, 10_000_000),
            100_000,
            "Most objects below the prefix of an OBS trigger; a bucket with more is not listed.");
    public static final Key<String> OBS_TOKEN = new Key<>(
            "sources.obs_token",
            Kinds.Text.any("text without control characters"),
            "",
            true,
            null,
            "The token of the object store's notifications; without one they are refused.");

    public static final Key<List<Map.Entry<String, String>>> KAFKA = key(
            "sources.kafka", instances(), List.of(), "Where instances of Kafka are: HOST:PORT,… for an instance_id.");
    public static final Key<List<Map.Entry<String, String>>> RABBITMQ = key(
            "sources.rabbitmq",
            instances(),
            List.of(),
            "Where instances of RabbitMQ are: HOST:PORT,… for an instance_id.");
    public static final Key<Boolean> ANY_ADDRESS = key(
            "sources.any_address",
            new Kinds.Switch(),
            true,
            "Whether a trigger may name a broker by its address; else it must be one of the instances here.");
    public static final Key<String> CA_FILE = key(
            "sources.ca_file",
            Kinds.Text.any("text without control characters"),
            "",
            "PEM file of those who vouch for brokers over TLS; whom the JDK trusts when empty.");

    static final List<Key<?>> ALL =
            List.of(MOST, OBS_POLL, OBS_OBJECTS, OBS_TOKEN, KAFKA, RABBITMQ, ANY_ADDRESS, CA_FILE);

    private SourceKeys() {}

    private static Entries<Map.Entry<String, String>> instances() {
        return new Entries<>(
                List.of(mandatory("instance_id"), mandatory("address")),
                entry -> Map.entry(entry.text("instance_id"), entry.text("address")),
                Map.Entry::getKey);
    }

    private static <T> Key<T> key(String name, Kind<T> kind, T byDefault, String meaning) {
        return new Key<>(name, kind, byDefault, false, null, meaning);
    }
}
