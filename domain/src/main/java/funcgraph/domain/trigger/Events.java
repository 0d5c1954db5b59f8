package funcgraph.domain.trigger;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The shapes of the events that functions get, one method a source (runtimes 1.13). Keys stand in the documents' order. */
public final class Events {

    /** Whole seconds, and an offset even where it is zero. */
    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd'T'HH:mm:ss")
            .appendOffset("+HH:MM", "+00:00")
            .toFormatter();

    private static final String VERSION = "v1.0";

    private Events() {}

    /** Where events come from that name it. */
    public record Origin(String region, Instant now) {}

    public static Map<String, Object> timer(TriggerSpec.Timer timer, ZonedDateTime due) {
        var event = new LinkedHashMap<String, Object>();
        event.put("version", VERSION);
        event.put("time", TIME.format(due));
        event.put("trigger_type", "TIMER");
        event.put("trigger_name", timer.name());
        event.put("user_event", timer.userEvent());
        return event;
    }

    /** S3's form, with the name of the trigger as its configuration. */
    static Map<String, Object> obs(
            TriggerSpec.Obs obs, String configurationId, List<Map<String, Object>> records, Origin origin) {
        return Map.of(
                "Records",
                records.stream()
                        .map(record -> obsRecord(obs, configurationId, record, origin))
                        .toList());
    }

    private static Map<String, Object> obsRecord(
            TriggerSpec.Obs obs, String configurationId, Map<String, Object> record, Origin origin) {
        var event = new LinkedHashMap<String, Object>();
        event.put("eventVersion", "2.0");
        event.put("eventSource", "aws:s3");
        event.put("awsRegion", origin.region());
        event.put("eventTime", record.getOrDefault("time", origin.now().toString()));
        event.put("eventName", record.get("event"));
        event.put("userIdentity", Map.of("principalId", text(record, "principal_id")));
        event.put("requestParameters", Map.of("sourceIPAddress", text(record, "source_ip")));
        event.put(
                "responseElements",
                ordered("x-amz-request-id", text(record, "request_id"), "x-amz-id-2", text(record, "id_2")));
        var bucket = ordered(
                "name",
                obs.bucket(),
                "ownerIdentity",
                Map.of("PrincipalId", text(record, "owner_id")),
                "arn",
                "arn:aws:s3:::" + obs.bucket());
        var object = ordered(
                "key",
                encoded(text(record, "key")),
                "eTag",
                text(record, "etag"),
                "size",
                record.getOrDefault("size", 0),
                "versionId",
                text(record, "version_id"),
                "sequencer",
                text(record, "sequencer"));
        event.put(
                "s3",
                ordered(
                        "s3SchemaVersion",
                        "1.0",
                        "configurationId",
                        configurationId,
                        "bucket",
                        bucket,
                        "object",
                        object));
        return event;
    }

    /** S3's own way: as in a form, with slashes left as they are. */
    private static String encoded(String key) {
        return URLEncoder.encode(key, StandardCharsets.UTF_8).replace("%2F", "/");
    }

    static Map<String, Object> smn(
            TriggerSpec.Smn smn, String triggerId, List<Map<String, Object>> records, Origin origin) {
        var items = new ArrayList<Object>();
        for (var record : records) {
            var message = ordered(
                    "topic_urn",
                    smn.topicUrn(),
                    "timestamp",
                    record.getOrDefault("timestamp", origin.now().toString()),
                    "message_attributes",
                    record.getOrDefault("message_attributes", Map.of()),
                    "message",
                    text(record, "message"),
                    "type",
                    "notification",
                    "message_id",
                    text(record, "message_id"),
                    "subject",
                    text(record, "subject"));
            items.add(ordered(
                    "event_version",
                    "1.0",
                    "smn",
                    message,
                    "event_subscription_urn",
                    smn.topicUrn() + ":" + triggerId,
                    "event_source",
                    "smn"));
        }
        return Map.of("record", items);
    }

    static Map<String, Object> dms(TriggerSpec.Dms dms, List<Map<String, Object>> records, Origin origin) {
        var messages = records.stream()
                .map(record -> ordered(
                        "body",
                        record.getOrDefault("body", ""),
                        "attributes",
                        record.getOrDefault("attributes", Map.of())))
                .toList();
        return ordered(
                "event_type",
                "MessageCreated",
                "region",
                origin.region(),
                "queue_id",
                dms.queueId(),
                "consumer_group_id",
                dms.consumerGroupId(),
                "messages",
                messages);
    }

    static Map<String, Object> dis(TriggerSpec.Dis dis, String shard, List<Map<String, Object>> records) {
        var message = ordered("next_partition_cursor", "", "records", records, "millis_behind_latest", "");
        return ordered("ShardID", shard, "Message", message, "Tag", "latest", "StreamName", dis.stream());
    }

    /** {@code data} is the base64 of the lines' JSON. */
    static Map<String, Object> lts(String data) {
        return Map.of("lts", Map.of("data", data));
    }

    static Map<String, Object> cts(Map<String, Object> record) {
        return Map.of("cts", record);
    }

    static Map<String, Object> documents(
            String source, String instanceId, List<Map<String, Object>> records, Origin origin) {
        var items = new ArrayList<Object>();
        for (var record : records) {
            var change = new LinkedHashMap<>(record);
            change.remove("event_name");
            items.add(ordered(
                    "event_source",
                    source,
                    "event_name",
                    text(record, "event_name"),
                    "region",
                    origin.region(),
                    "event_version",
                    "1.0",
                    "dds",
                    change,
                    "event_source_id",
                    instanceId));
        }
        return Map.of("records", items);
    }

    /** Kafka and RocketMQ: messages by topic. */
    static Map<String, Object> topics(
            String type, String instanceId, Map<String, List<Object>> messagesByTopic, Origin origin) {
        var items = new ArrayList<Object>();
        messagesByTopic.forEach((topic, messages) -> items.add(ordered("messages", messages, "topic_id", topic)));
        return ordered(
                "event_version",
                VERSION,
                "event_time",
                origin.now().getEpochSecond(),
                "trigger_type",
                type,
                "region",
                origin.region(),
                "instance_id",
                instanceId,
                "records",
                items);
    }

    static Map<String, Object> rabbitMq(TriggerSpec.RabbitMq rabbitMq, List<Object> messages, Origin origin) {
        return ordered(
                "event_version",
                VERSION,
                "event_time",
                origin.now().getEpochSecond(),
                "trigger_type",
                "RABBITMQ",
                "region",
                origin.region(),
                "records",
                List.of(ordered(
                        "messages", messages, "instance_id", rabbitMq.instanceId(), "exchange", rabbitMq.exchange())));
    }

    static String text(Map<String, Object> record, String field) {
        return record.get(field) instanceof String text ? text : "";
    }

    /** Names and values by turns. */
    static Map<String, Object> ordered(Object... namesAndValues) {
        var map = new LinkedHashMap<String, Object>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return map;
    }
}
