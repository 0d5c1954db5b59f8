package funcgraph.domain.trigger;

import funcgraph.domain.Refusal;
import funcgraph.domain.Refused;
import funcgraph.domain.TriggerFault;
import funcgraph.domain.TriggerType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The rules of event_data, one method a type (functiongraph-api 2.5). Fields that no rule names are kept as they come. */
public final class TriggerRules {

    static final String NAME_RULE = "1 to 64 letters, digits, '_' or '-', beginning with a letter";

    private static final Pattern NAME = Pattern.compile("\\p{L}[\\p{L}0-9_-]{0,63}");
    /** Stands for a schedule that could not be read, until the refusal. */
    private static final Schedule UNREAD = new Schedule.Every(Duration.ofDays(1));

    private static final int LONGEST_KEY_PART = 1024;
    private static final int LONGEST_USER_EVENT = 2048;
    private static final int LONGEST_ROUTING_KEY = 255;
    /** To an exchange of topics; one that fans out has no use for a key. */
    private static final String ALL_ROUTING_KEYS = "#";

    private static final int MOST_BATCH = 10_000;
    private static final int MOST_KAFKA_BATCH = 1000;
    private static final int USUAL_BATCH = 100;
    private static final List<String> MECHANISMS = List.of("PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512");
    private static final int MOST_OPERATIONS = 100;
    private static final List<String> CREATED = List.of("*", "Put", "Post", "Copy", "CompleteMultipartUpload");
    private static final List<String> REMOVED = List.of("*", "Delete", "DeleteMarkerCreated");

    private TriggerRules() {}

    /**
     * Reads a type's event_data.
     *
     * @throws Refused {@link Refusal.BadTrigger} with everything that is wrong
     */
    public static TriggerSpec read(TriggerType type, Map<String, Object> eventData) {
        var data = new EventData(eventData);
        var spec = spec(type, data);
        if (!data.flaws().isEmpty()) {
            throw new Refused(new Refusal.BadTrigger(
                    type,
                    data.flaws().getFirst().fault(),
                    data.flaws().stream().map(TriggerFlaw::message).collect(Collectors.joining("; "))));
        }
        return spec;
    }

    private static TriggerSpec spec(TriggerType type, EventData data) {
        return switch (type) {
            case TIMER -> timer(data);
            case APIG -> new TriggerSpec.Gateway(ApiRules.read(data, false));
            case DEDICATEDGATEWAY, APIC -> new TriggerSpec.Gateway(ApiRules.read(data, true));
            case OBS -> obs(data);
            case SMN -> new TriggerSpec.Smn(data.text("topic_urn"));
            case DMS -> dms(data);
            case DIS -> dis(data);
            case LTS -> new TriggerSpec.Lts(data.text("log_group_id"), data.text("log_topic_id"));
            case CTS -> cts(data);
            case DDS, GAUSSMONGO -> documents(data);
            case KAFKA -> kafka(data, false);
            case OPENSOURCEKAFKA -> kafka(data, true);
            case RABBITMQ -> rabbitMq(data);
            case ROCKETMQ -> rocketMq(data);
            case EVENTGRID -> eventGrid(data);
            case IOTDA -> new TriggerSpec.Devices(data.optionalText("name", EventData.LONGEST_TEXT));
        };
    }

    static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    private static TriggerSpec timer(EventData data) {
        var name = data.text("name", TriggerRules::isName, NAME_RULE);
        var type = data.choice("schedule_type", List.of("Rate", "Cron"));
        var text = data.text("schedule");
        var schedule = type.equals("Rate") ? Schedule.rate(text) : Schedule.cron(text);
        if (!text.isEmpty() && schedule.isEmpty() && (type.equals("Rate") || type.equals("Cron"))) {
            data.refuse("schedule", text, type.equals("Rate") ? Schedule.RATE_RULE : Schedule.CRON_RULE);
        }
        var userEvent = data.optionalText("user_event", LONGEST_USER_EVENT);
        return new TriggerSpec.Timer(name, schedule.orElse(UNREAD), userEvent);
    }

    private static TriggerSpec obs(EventData data) {
        var bucket = data.text("bucket");
        var events = new LinkedHashSet<String>();
        for (var event : data.texts("events")) {
            var name = event.startsWith("s3:") ? event.substring("s3:".length()) : event;
            if (isObsEvent(name)) {
                events.add(name);
            } else {
                data.refuse(
                        "events",
                        event,
                        "s3:ObjectCreated: and " + String.join(", ", CREATED) + "; s3:ObjectRemoved: and "
                                + String.join(", ", REMOVED));
            }
        }
        return new TriggerSpec.Obs(
                bucket,
                events,
                data.optionalText("prefix", LONGEST_KEY_PART),
                data.optionalText("suffix", LONGEST_KEY_PART));
    }

    private static boolean isObsEvent(String name) {
        int colon = name.indexOf(':');
        var kind = colon < 0 ? "" : name.substring(0, colon);
        var how = name.substring(colon + 1);
        return (kind.equals("ObjectCreated") && CREATED.contains(how))
                || (kind.equals("ObjectRemoved") && REMOVED.contains(how));
    }

    private static TriggerSpec dms(EventData data) {
        data.numberOr("polling_interval", 1, 3600, 30);
        return new TriggerSpec.Dms(data.text("queue_id"), data.text("consumer_group_id"));
    }

    private static TriggerSpec dis(EventData data) {
        var stream = data.text("stream_name");
        data.choice("sharditerator_type", List.of("TRIM_HORIZON", "LATEST"));
        var unit = data.choiceOrFirst("polling_unit", List.of("s", "ms"));
        data.numberOr("polling_interval", 1, unit.equals("ms") ? 60_000 : 60, 30);
        data.numberOr("max_fetch_bytes", 1, Integer.MAX_VALUE, 1);
        data.flag("is_serial");
        return new TriggerSpec.Dis(stream, data.numberOr("batch_size", 1, MOST_BATCH, USUAL_BATCH));
    }

    private static TriggerSpec cts(EventData data) {
        var name = data.optionalText("name", EventData.LONGEST_TEXT);
        if (name.isEmpty()) {
            data.add(TriggerFault.NAME_REQUIRED, "event_data.name is missing; allowed: " + NAME_RULE);
        } else if (name.length() > 64) {
            data.add(TriggerFault.NAME_TOO_LONG, "event_data.name has " + name.length() + " characters; allowed: 64");
        } else if (!isName(name)) {
            data.refuse("name", name, NAME_RULE);
        }
        return new TriggerSpec.Cts(name, operations(data));
    }

    private static List<CtsOperation> operations(EventData data) {
        var texts = data.optionalTexts("operations");
        if (texts.isEmpty()) {
            data.add(
                    TriggerFault.OPERATION_REQUIRED,
                    "event_data.operations is empty; allowed: a list of " + CtsOperation.RULE);
        }
        var operations = new ArrayList<CtsOperation>();
        for (var text : texts) {
            CtsOperation.parse(text)
                    .ifPresentOrElse(
                            operations::add,
                            () -> data.add(
                                    TriggerFault.OPERATION_MALFORMED,
                                    "event_data.operations holds '" + text + "'; allowed: " + CtsOperation.RULE));
        }
        requireFewAndDistinct(data, operations);
        return operations;
    }

    private static void requireFewAndDistinct(EventData data, List<CtsOperation> operations) {
        var seen = new HashSet<String>();
        int count = 0;
        for (var line : operations) {
            for (var resource : line.resources()) {
                for (var operation : line.operations()) {
                    count++;
                    if (!seen.add(line.service() + ":" + resource + ":" + operation)) {
                        data.add(
                                TriggerFault.OPERATION_TWICE,
                                "event_data.operations names " + line.service() + ":" + resource + ":" + operation
                                        + " twice; allowed: once");
                    }
                }
            }
        }
        if (count > MOST_OPERATIONS) {
            data.add(
                    TriggerFault.TOO_MANY_OPERATIONS,
                    "event_data.operations names " + count + " operations; allowed: " + MOST_OPERATIONS);
        }
    }

    private static TriggerSpec documents(EventData data) {
        var instance = data.text("instance_id");
        var database = data.text("db_name");
        var collection = data.text("collection_name");
        data.optionalText("db_user", EventData.LONGEST_TEXT);
        data.text("db_password");
        return new TriggerSpec.Documents(
                instance, database, collection, data.numberOr("batch_size", 1, MOST_BATCH, USUAL_BATCH));
    }

    private static TriggerSpec kafka(EventData data, boolean own) {
        var instance = own ? data.optionalText("instance_id", EventData.LONGEST_TEXT) : data.text("instance_id");
        var address = own
                ? data.text("kafka_connect_address")
                : data.optionalText("kafka_connect_address", EventData.LONGEST_TEXT);
        var topics = data.texts("topic_ids");
        var user = data.optionalText("kafka_user", EventData.LONGEST_TEXT);
        var password = data.optionalText("kafka_password", EventData.LONGEST_TEXT);
        boolean ssl = data.flag("kafka_ssl_enable");
        if (ssl && (user.isEmpty() || password.isEmpty())) {
            data.add(
                    TriggerFault.CREDENTIALS_REQUIRED,
                    "event_data.kafka_ssl_enable is 'true'; then kafka_user and kafka_password must be given");
        }
        var mechanism = data.choiceOrFirst("kafka_sasl_mechanism", MECHANISMS);
        return new TriggerSpec.Kafka(
                instance,
                address,
                ssl,
                user,
                mechanism,
                topics,
                data.numberOr("batch_size", 1, MOST_KAFKA_BATCH, USUAL_BATCH));
    }

    private static TriggerSpec rabbitMq(EventData data) {
        var address = data.optionalText("connect_address", EventData.LONGEST_TEXT);
        var instance =
                address.isEmpty() ? data.text("instance_id") : data.optionalText("instance_id", EventData.LONGEST_TEXT);
        data.optionalText("access_user", EventData.LONGEST_TEXT);
        data.text("access_password");
        var routingKey = data.optionalText("routing_key", LONGEST_ROUTING_KEY);
        return new TriggerSpec.RabbitMq(
                instance,
                address,
                data.flag("ssl_enable"),
                data.optionalText("vhost", EventData.LONGEST_TEXT),
                data.text("exchange_name"),
                routingKey.isEmpty() ? ALL_ROUTING_KEYS : routingKey,
                data.numberOr("batch_size", 1, MOST_KAFKA_BATCH, USUAL_BATCH));
    }

    private static TriggerSpec rocketMq(EventData data) {
        if (data.flag("enable_acl")) {
            data.text("access_key");
            data.text("secret_key");
        }
        return new TriggerSpec.RocketMq(
                data.text("instance_id"),
                data.optionalText("topic", EventData.LONGEST_TEXT),
                data.numberOr("batch_size", 1, MOST_KAFKA_BATCH, USUAL_BATCH));
    }

    private static TriggerSpec eventGrid(EventData data) {
        data.choiceOrFirst("status", List.of("ACTIVE", "DISABLE"));
        return new TriggerSpec.EventGrid(
                data.text("channel_id"),
                data.optionalText("trigger_name", EventData.LONGEST_TEXT),
                Set.copyOf(data.optionalTexts("event_types")));
    }
}
