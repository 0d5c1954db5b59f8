package funcgraph.domain.trigger;

import java.util.List;
import java.util.Set;

/** What a trigger's event_data says, read and found good. One case for each kind of source. */
public sealed interface TriggerSpec {

    /** What two triggers of one type on one version of a function may not have in common. */
    List<String> subject();

    /** At times. {@code userEvent} is handed to the function as it is. */
    record Timer(String name, Schedule schedule, String userEvent) implements TriggerSpec {
        @Override
        public List<String> subject() {
            return List.of(name);
        }
    }

    /** By HTTP. */
    record Gateway(ApiSpec api) implements TriggerSpec {
        @Override
        public List<String> subject() {
            return List.of(api.name());
        }
    }

    /**
     * Changes of objects.
     *
     * @param events as in an event's {@code eventName}, {@code ObjectCreated:Put}; {@code ObjectCreated:*} is all of them
     */
    record Obs(String bucket, Set<String> events, String prefix, String suffix) implements TriggerSpec {

        public Obs {
            events = Set.copyOf(events);
        }

        @Override
        public List<String> subject() {
            return List.of(
                    bucket,
                    prefix,
                    suffix,
                    String.join(",", events.stream().sorted().toList()));
        }

        /** Whether an event is one of those asked for. */
        public boolean hears(String event, String key) {
            return key.startsWith(prefix)
                    && key.endsWith(suffix)
                    && (events.contains(event) || events.contains(event.replaceFirst(":.*", ":*")));
        }

        /** Whether some event of some key would be heard by both. */
        public boolean overlaps(Obs other) {
            return bucket.equals(other.bucket)
                    && (prefix.startsWith(other.prefix) || other.prefix.startsWith(prefix))
                    && (suffix.endsWith(other.suffix) || other.suffix.endsWith(suffix))
                    && (events.stream().anyMatch(event -> other.names(event))
                            || other.events.stream().anyMatch(event -> names(event)));
        }

        private boolean names(String event) {
            return events.contains(event) || events.contains(event.replaceFirst(":.*", ":*"));
        }
    }

    record Smn(String topicUrn) implements TriggerSpec {
        @Override
        public List<String> subject() {
            return List.of(topicUrn);
        }
    }

    record Dms(String queueId, String consumerGroupId) implements TriggerSpec {
        @Override
        public List<String> subject() {
            return List.of(queueId, consumerGroupId);
        }
    }

    record Dis(String stream, int batchSize) implements TriggerSpec {
        @Override
        public List<String> subject() {
            return List.of(stream);
        }
    }

    record Lts(String logGroupId, String logTopicId) implements TriggerSpec {
        @Override
        public List<String> subject() {
            return List.of(logGroupId, logTopicId);
        }
    }

    record Cts(String name, List<CtsOperation> operations) implements TriggerSpec {

        public Cts {
            operations = List.copyOf(operations);
        }

        @Override
        public List<String> subject() {
            return List.of(name);
        }

        /** Whether an audited operation is one of those asked for. */
        public boolean hears(String service, String resource, String operation) {
            return operations.stream().anyMatch(one -> one.hears(service, resource, operation));
        }
    }

    /** Changes of documents, in DDS and in GeminiDB Mongo. */
    record Documents(String instanceId, String database, String collection, int batchSize) implements TriggerSpec {
        @Override
        public List<String> subject() {
            return List.of(instanceId, database, collection);
        }
    }

    /**
     * Kafka, the platform's or one's own: then {@code address} is not empty.
     *
     * @param user empty for a broker that lets everybody in
     * @param mechanism by which the user proves who it is
     */
    record Kafka(
            String instanceId,
            String address,
            boolean ssl,
            String user,
            String mechanism,
            List<String> topics,
            int batchSize)
            implements TriggerSpec {

        public Kafka {
            topics = List.copyOf(topics);
        }

        @Override
        public List<String> subject() {
            return List.of(
                    instanceId,
                    address,
                    String.join(",", topics.stream().sorted().toList()));
        }
    }

    /**
     * An exchange of RabbitMQ.
     *
     * @param address empty when the instance's is known
     * @param vhost empty for the usual one
     * @param routingKey of the messages that are wanted, as the exchange understands it
     */
    record RabbitMq(
            String instanceId,
            String address,
            boolean ssl,
            String vhost,
            String exchange,
            String routingKey,
            int batchSize)
            implements TriggerSpec {
        @Override
        public List<String> subject() {
            return List.of(instanceId, address, vhost, exchange, routingKey);
        }
    }

    record RocketMq(String instanceId, String topic, int batchSize) implements TriggerSpec {
        @Override
        public List<String> subject() {
            return List.of(instanceId, topic);
        }
    }

    record EventGrid(String channelId, String name, Set<String> eventTypes) implements TriggerSpec {

        public EventGrid {
            eventTypes = Set.copyOf(eventTypes);
        }

        @Override
        public List<String> subject() {
            return List.of(channelId, name);
        }
    }

    /** The documents say nothing about its fields. */
    record Devices(String name) implements TriggerSpec {
        @Override
        public List<String> subject() {
            return List.of(name);
        }
    }
}
