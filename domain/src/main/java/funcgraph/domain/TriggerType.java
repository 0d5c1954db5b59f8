package funcgraph.domain;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What can start a function besides a call, in the spelling of {@code trigger_type_code} (functiongraph-api 2.5). */
public enum TriggerType {
    TIMER("Timer", "Starts a function at times", Trait.CAN_REST),
    APIG("API Gateway", "Starts a function by HTTP requests to an address of its own"),
    DEDICATEDGATEWAY("Dedicated API gateway", "The same through a gateway of one's own"),
    APIC("API Connect", "The same through API Connect"),
    OBS("Object storage", "Starts a function when objects of a bucket change"),
    SMN("Notifications", "Starts a function with the messages of a topic"),
    DMS("Message queue", "Starts a function with the messages of a queue", Trait.CAN_REST, Trait.PULLS),
    DIS("Data ingestion", "Starts a function with the records of a stream", Trait.PULLS),
    LTS("Logs", "Starts a function with the lines of a log", Trait.CAN_REST),
    CTS("Audit", "Starts a function when operations are audited"),
    DDS(
            "Document database",
            "Starts a function when documents change",
            Trait.CAN_REST,
            Trait.PULLS,
            Trait.RESTS_AT_FIRST),
    KAFKA("Kafka", "Starts a function with messages of topics", Trait.CAN_REST, Trait.PULLS, Trait.RESTS_AT_FIRST),
    OPENSOURCEKAFKA("Open-source Kafka", "The same from a broker of one's own", Trait.CAN_REST, Trait.PULLS),
    RABBITMQ("RabbitMQ", "Starts a function with the messages of an exchange", Trait.CAN_REST, Trait.PULLS),
    ROCKETMQ("RocketMQ", "Starts a function with messages of topics", Trait.CAN_REST, Trait.PULLS),
    GAUSSMONGO("GeminiDB Mongo", "Starts a function when documents change", Trait.CAN_REST, Trait.PULLS),
    EVENTGRID("EventGrid", "Starts a function with the events of a channel", Trait.CAN_REST),
    IOTDA("IoT devices", "Starts a function with what devices report");

    private enum Trait {
        CAN_REST,
        PULLS,
        RESTS_AT_FIRST
    }

    private final String displayName;
    private final String description;
    private final boolean canRest;
    private final boolean pulls;
    private final boolean restsAtFirst;

    TriggerType(String displayName, String description, Trait... traits) {
        this.displayName = displayName;
        this.description = description;
        var all = List.of(traits);
        this.canRest = all.contains(Trait.CAN_REST);
        this.pulls = all.contains(Trait.PULLS);
        this.restsAtFirst = all.contains(Trait.RESTS_AT_FIRST);
    }

    /** Reads a type in any letter case: the documents spell {@code kafka}, the SDKs {@code KAFKA}. */
    public static Optional<TriggerType> parse(String text) {
        var upper = text.toUpperCase(Locale.ROOT);
        return Stream.of(values()).filter(type -> type.name().equals(upper)).findFirst();
    }

    /** All types, to follow "allowed: ". */
    public static String allowed() {
        return Stream.of(values()).map(Enum::name).collect(Collectors.joining(", "));
    }

    public String displayName() {
        return displayName;
    }

    public String description() {
        return description;
    }

    /** Whether it can be {@code DISABLED}. */
    public boolean canRest() {
        return canRest;
    }

    /** Whether a new one is {@code DISABLED} unless the request says otherwise. */
    public boolean restsAtFirst() {
        return restsAtFirst;
    }

    /** Whether the platform fetches its events, of which a project has few (functiongraph-api 5.1). */
    public boolean pulls() {
        return pulls;
    }

    /** Whether the HTTP gateway serves it. */
    public boolean isGateway() {
        return this == APIG || this == DEDICATEDGATEWAY || this == APIC;
    }
}
