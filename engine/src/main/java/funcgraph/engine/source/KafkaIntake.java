package funcgraph.engine.source;

import funcgraph.domain.trigger.Trigger;
import funcgraph.domain.trigger.TriggerSpec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Messages of topics, as a member of a consumer group of the trigger's own: several nodes share the partitions. Offsets
 * are committed when the messages are on disk. A group begins with what was sent since the trigger was made, and commits
 * where that is, so that a kill before its first message loses nothing.
 */
final class KafkaIntake implements Intake {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaIntake.class);

    /** How long the others wait for a node that was killed; brokers allow no less than 6 s. */
    private static final int SESSION_MS = 8000;

    private static final int HEARTBEAT_MS = 2500;
    private static final int NEW_TOPICS_MS = 10_000;
    private static final int ANSWER_MS = 15_000;
    private static final int FETCH_BYTES = 8 << 20;
    private static final int RECONNECT_MS = 5000;
    private static final Duration GOODBYE = Duration.ofSeconds(2);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final long since;
    private List<ConsumerRecord<byte[], byte[]>> handed = List.of();

    private KafkaIntake(KafkaConsumer<byte[], byte[]> consumer, long since) {
        this.consumer = consumer;
        this.since = since;
    }

    static KafkaIntake open(Trigger trigger, TriggerSpec.Kafka spec, BrokerSettings settings) {
        try {
            var consumer = new KafkaConsumer<>(
                    properties(trigger, spec, settings), new ByteArrayDeserializer(), new ByteArrayDeserializer());
            var intake = new KafkaIntake(consumer, trigger.createdAt().toEpochMilli());
            consumer.subscribe(spec.topics(), intake.new Beginning());
            return intake;
        } catch (KafkaException e) {
            throw failed(e);
        }
    }

    @Override
    public Optional<Batch> next(Duration longest) {
        try {
            var polled = new ArrayList<ConsumerRecord<byte[], byte[]>>();
            consumer.poll(longest).forEach(polled::add);
            handed = polled;
        } catch (KafkaException e) {
            throw failed(e);
        }
        return Batch.of(handed.stream().<Object>map(KafkaIntake::record).toList());
    }

    @Override
    public void taken() {
        var next = new HashMap<TopicPartition, OffsetAndMetadata>();
        for (var record : handed) {
            next.put(partition(record), new OffsetAndMetadata(record.offset() + 1, record.leaderEpoch(), ""));
        }
        handed = List.of();
        try {
            consumer.commitSync(next);
        } catch (CommitFailedException | RebalanceInProgressException e) {
            LOG.info("some messages come again, since their partitions changed hands: {}", e.getMessage());
        } catch (KafkaException e) {
            throw failed(e);
        }
    }

    /** Back to where the batch began, as far as its partitions are still ours. */
    @Override
    public void refused() {
        var first = new LinkedHashMap<TopicPartition, Long>();
        handed.forEach(record -> first.putIfAbsent(partition(record), record.offset()));
        handed = List.of();
        var ours = consumer.assignment();
        first.forEach((partition, offset) -> {
            if (ours.contains(partition)) {
                consumer.seek(partition, offset);
            }
        });
    }

    @Override
    public void close() {
        try {
            consumer.close(CloseOptions.timeout(GOODBYE));
        } catch (KafkaException e) {
            LOG.info("a consumer did not leave its group in good order: {}", e.getMessage());
        }
    }

    /** Called while {@link #next} waits, on its thread. */
    private final class Beginning implements ConsumerRebalanceListener {

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {}

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            var committed = consumer.committed(new HashSet<>(partitions));
            var times = new HashMap<TopicPartition, Long>();
            for (var partition : partitions) {
                if (committed.get(partition) == null) {
                    times.put(partition, since);
                }
            }
            if (times.isEmpty()) {
                return;
            }
            var ends = consumer.endOffsets(times.keySet());
            var begins = new HashMap<TopicPartition, OffsetAndMetadata>();
            consumer.offsetsForTimes(times).forEach((partition, found) -> {
                var end = ends.get(partition);
                long offset = found != null ? found.offset() : end == null ? 0 : end;
                consumer.seek(partition, offset);
                begins.put(partition, new OffsetAndMetadata(offset));
            });
            consumer.commitSync(begins);
        }
    }

    private static Map<String, Object> properties(Trigger trigger, TriggerSpec.Kafka spec, BrokerSettings settings) {
        var all = new HashMap<String, Object>();
        all.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.address(spec.instanceId(), spec.address()));
        all.put(ConsumerConfig.GROUP_ID_CONFIG, "funcgraph." + trigger.id());
        all.put(ConsumerConfig.CLIENT_ID_CONFIG, "funcgraph." + trigger.id());
        all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        all.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        all.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        all.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, spec.batchSize());
        all.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
        all.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_MS);
        all.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, HEARTBEAT_MS);
        all.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, NEW_TOPICS_MS);
        all.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_MS);
        all.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_MS);
        all.put(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, RECONNECT_MS);
        all.put(CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG, List.of());
        all.put(ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        if (!spec.user().isEmpty()) {
            all.put(SaslConfigs.SASL_MECHANISM, spec.mechanism());
            all.put(SaslConfigs.SASL_JAAS_CONFIG, login(spec, text(trigger, "kafka_password")));
        }
        all.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, protocol(spec));
        if (spec.ssl() && !settings.caFile().isEmpty()) {
            all.put(SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, "PEM");
            all.put(SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG, settings.caFile());
        }
        return all;
    }

    private static String protocol(TriggerSpec.Kafka spec) {
        return (spec.user().isEmpty() ? "" : "SASL_") + (spec.ssl() ? "SSL" : "PLAINTEXT");
    }

    private static String login(TriggerSpec.Kafka spec, String password) {
        var module = spec.mechanism().startsWith("SCRAM")
                ? "org.apache.kafka.common.security.scram.ScramLoginModule"
                : "org.apache.kafka.common.security.plain.PlainLoginModule";
        return module + " required username=" + quoted(spec.user()) + " password=" + quoted(password) + ";";
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static Map<String, Object> record(ConsumerRecord<byte[], byte[]> record) {
        var value = record.value();
        return Map.of("topic", record.topic(), "value", value == null ? "" : new String(value, StandardCharsets.UTF_8));
    }

    private static TopicPartition partition(ConsumerRecord<byte[], byte[]> record) {
        return new TopicPartition(record.topic(), record.partition());
    }

    private static String text(Trigger trigger, String field) {
        return trigger.eventData().get(field) instanceof String text ? text : "";
    }

    private static SourceFailed failed(KafkaException e) {
        var why = e.getCause() == null
                ? e.getMessage()
                : e.getMessage() + ": " + e.getCause().getMessage();
        return new SourceFailed("Kafka: " + why, e);
    }
}
