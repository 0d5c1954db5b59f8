package funcgraph.engine.source;

/**
 * What the operator says about sources.
 *
 * @param obs how buckets are listed; not at all when the interval is zero
 * @param kafka where Kafka is
 * @param rabbitMq where RabbitMQ is
 * @param most triggers that a node fetches for
 */
public record SourceSettings(BucketSource.Settings obs, BrokerSettings kafka, BrokerSettings rabbitMq, int most) {}
