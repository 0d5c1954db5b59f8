package funcgraph.domain.trigger;

import funcgraph.domain.Refusal;
import funcgraph.domain.Refused;
import funcgraph.domain.TriggerFault;
import funcgraph.domain.TriggerType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * Makes events of the records that a source brought: filtered as the trigger wants it, in batches of its batch_size, in
 * the shape that functions expect. A record is a map of the source's fields, or, from queues, just a text.
 */
public final class Deliveries {

    private final Trigger trigger;
    private final TriggerSpec spec;
    private final Events.Origin origin;
    private final Function<Object, String> json;

    /** What comes of records. */
    public record Delivery(List<Map<String, Object>> events, int taken, int skipped) {}

    /**
     * Makes the shapes of one trigger.
     *
     * @param json writes a value as JSON text
     */
    public Deliveries(Trigger trigger, Events.Origin origin, Function<Object, String> json) {
        this.trigger = trigger;
        this.spec = trigger.spec();
        this.origin = origin;
        this.json = json;
    }

    /**
     * Events of some records.
     *
     * @throws Refused {@link Refusal.BadTrigger} when a record lacks something, or the trigger has no records
     */
    public Delivery of(List<Object> records) {
        return switch (spec) {
            case TriggerSpec.Timer ignored -> throw takesNone();
            case TriggerSpec.Gateway ignored -> throw takesNone();
            case TriggerSpec.Obs obs -> obs(obs, records);
            case TriggerSpec.Smn smn ->
                each(objects(records, "message"), one -> Events.smn(smn, trigger.id(), List.of(one), origin));
            case TriggerSpec.Dms dms -> whole(records, Events.dms(dms, objects(records, "body"), origin));
            case TriggerSpec.Dis dis ->
                batches(disRecords(records), dis.batchSize(), batch -> Events.dis(dis, shard(records), batch));
            case TriggerSpec.Lts lts -> whole(records, Events.lts(logs(lts, objects(records, "message"))));
            case TriggerSpec.Cts cts -> cts(cts, records);
            case TriggerSpec.Documents changes ->
                batches(
                        objects(records),
                        changes.batchSize(),
                        batch -> Events.documents(source(), changes.instanceId(), batch, origin));
            case TriggerSpec.Kafka kafka ->
                topics("KAFKA", kafka.instanceId(), kafka.topics(), kafka.batchSize(), records);
            case TriggerSpec.RocketMq rocketMq ->
                topics("ROCKETMQ", rocketMq.instanceId(), List.of(rocketMq.topic()), rocketMq.batchSize(), records);
            case TriggerSpec.RabbitMq rabbitMq ->
                batches(
                        messages(records, "").stream().map(Message::value).toList(),
                        rabbitMq.batchSize(),
                        batch -> Events.rabbitMq(rabbitMq, batch, origin));
            case TriggerSpec.EventGrid grid -> grid(grid, records);
            case TriggerSpec.Devices ignored -> each(objects(records), one -> one);
        };
    }

    private Delivery obs(TriggerSpec.Obs obs, List<Object> records) {
        var heard = new ArrayList<Map<String, Object>>();
        for (var record : objects(records, "event", "key")) {
            var event = new LinkedHashMap<>(record);
            event.put("event", Events.text(record, "event").replaceFirst("^s3:", ""));
            if (obs.hears(Events.text(event, "event"), Events.text(event, "key"))) {
                heard.add(event);
            }
        }
        var name = Events.text(trigger.eventData(), "name");
        var configuration = name.isEmpty() ? trigger.id() : name;
        return skipping(
                records.size() - heard.size(),
                each(heard, one -> Events.obs(obs, configuration, List.of(one), origin)));
    }

    private Delivery cts(TriggerSpec.Cts cts, List<Object> records) {
        var heard = objects(records, "service_type", "resource_type", "trace_name").stream()
                .filter(record -> cts.hears(
                        Events.text(record, "service_type"),
                        Events.text(record, "resource_type"),
                        Events.text(record, "trace_name")))
                .toList();
        return skipping(records.size() - heard.size(), each(heard, Events::cts));
    }

    private Delivery grid(TriggerSpec.EventGrid grid, List<Object> records) {
        var heard = objects(records).stream()
                .filter(record ->
                        grid.eventTypes().isEmpty() || grid.eventTypes().contains(Events.text(record, "type")))
                .toList();
        return skipping(records.size() - heard.size(), each(heard, one -> one));
    }

    private Delivery topics(String type, String instanceId, List<String> topics, int batchSize, List<Object> records) {
        var heard = messages(records, topics.getFirst()).stream()
                .filter(message -> type.equals("ROCKETMQ") || topics.contains(message.topic()))
                .toList();
        return skipping(
                records.size() - heard.size(),
                batches(heard, batchSize, batch -> Events.topics(type, instanceId, byTopic(batch), origin)));
    }

    /** A message of a queue. */
    private record Message(String topic, Object value) {}

    private List<Message> messages(List<Object> records, String usualTopic) {
        var messages = new ArrayList<Message>();
        for (int i = 0; i < records.size(); i++) {
            switch (records.get(i)) {
                case String text -> messages.add(new Message(usualTopic, text));
                case Map<?, ?> map
                when map.containsKey("value") ->
                    messages.add(new Message(
                            map.get("topic") instanceof String topic ? topic : usualTopic,
                            Objects.requireNonNull(map.get("value"))));
                case Object other -> throw bad("records[" + i + "] is no message; allowed: a text, or {topic, value}");
            }
        }
        return messages;
    }

    private static Map<String, List<Object>> byTopic(List<Message> messages) {
        var byTopic = new LinkedHashMap<String, List<Object>>();
        messages.forEach(message -> byTopic.computeIfAbsent(message.topic(), ignored -> new ArrayList<>())
                .add(message.value()));
        return byTopic;
    }

    /** {@code data} is text that becomes base64; {@code data_base64} is base64 already. */
    private List<Map<String, Object>> disRecords(List<Object> records) {
        var shaped = new ArrayList<Map<String, Object>>();
        for (var record : objects(records)) {
            var encoded = Events.text(record, "data_base64");
            shaped.add(Events.ordered(
                    "partition_key",
                    Events.text(record, "partition_key"),
                    "data",
                    encoded.isEmpty() ? base64(Events.text(record, "data")) : encoded,
                    "sequence_number",
                    Events.text(record, "sequence_number")));
        }
        return shaped;
    }

    private static String shard(List<Object> records) {
        return records.getFirst() instanceof Map<?, ?> map && map.get("shard_id") instanceof String shard
                ? shard
                : "shardId-0000000000";
    }

    private String logs(TriggerSpec.Lts lts, List<Map<String, Object>> lines) {
        return base64(json.apply(Events.ordered(
                "logs",
                json.apply(lines),
                "owner",
                trigger.function().projectId(),
                "log_group_id",
                lts.logGroupId(),
                "log_topic_id",
                lts.logTopicId())));
    }

    private String source() {
        return trigger.type() == TriggerType.DDS ? "dds" : "gaussdb_mongo";
    }

    private List<Map<String, Object>> objects(List<Object> records, String... needed) {
        var objects = new ArrayList<Map<String, Object>>();
        for (int i = 0; i < records.size(); i++) {
            if (!(records.get(i) instanceof Map<?, ?> map)) {
                throw bad("records[" + i + "] is no object; allowed: an object");
            }
            var object = new LinkedHashMap<String, Object>();
            map.forEach((name, value) -> object.put(String.valueOf(name), value));
            for (var field : needed) {
                if (!object.containsKey(field)) {
                    throw bad("records[" + i + "]." + field + " is missing; allowed: a value");
                }
            }
            objects.add(object);
        }
        return objects;
    }

    private static <T> Delivery each(List<T> records, Function<T, Map<String, Object>> shape) {
        return new Delivery(records.stream().map(shape).toList(), records.size(), 0);
    }

    private static Delivery whole(List<Object> records, Map<String, Object> event) {
        return new Delivery(List.of(event), records.size(), 0);
    }

    private static <T> Delivery batches(List<T> records, int size, Function<List<T>, Map<String, Object>> shape) {
        var events = new ArrayList<Map<String, Object>>();
        for (int from = 0; from < records.size(); from += size) {
            events.add(shape.apply(records.subList(from, Math.min(records.size(), from + size))));
        }
        return new Delivery(events, records.size(), 0);
    }

    private static Delivery skipping(int skipped, Delivery rest) {
        return new Delivery(rest.events(), rest.taken(), skipped);
    }

    private Refused takesNone() {
        return bad("a trigger of type " + trigger.type() + " takes no records; it fires by itself");
    }

    private Refused bad(String why) {
        return new Refused(new Refusal.BadTrigger(trigger.type(), TriggerFault.INVALID, why));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
