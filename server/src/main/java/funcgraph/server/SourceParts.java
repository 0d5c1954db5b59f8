package funcgraph.server;

import funcgraph.domain.TriggerType;
import funcgraph.engine.source.BucketSource;
import funcgraph.engine.source.KafkaSource;
import funcgraph.engine.source.RabbitMqSource;
import funcgraph.engine.source.Sources;
import funcgraph.engine.source.TriggerSource;
import funcgraph.server.config.Config;
import funcgraph.store.Store;
import funcgraph.store.obs.ObjectStore;
import java.time.Clock;
import java.util.EnumMap;

/** What triggers are fed from. No client of a broker is loaded before a trigger needs it. */
final class SourceParts {

    private SourceParts() {}

    static Sources of(Config config, Store store, ObjectStore objects, Clock clock) {
        var settings = config.sources().settings();
        var kinds = new EnumMap<TriggerType, TriggerSource>(TriggerType.class);
        if (objects.hasEndpoint() && settings.obs().interval().isPositive()) {
            kinds.put(TriggerType.OBS, new BucketSource(store, objects, settings.obs(), clock));
        }
        var kafka = new KafkaSource(settings.kafka());
        kinds.put(TriggerType.KAFKA, kafka);
        kinds.put(TriggerType.OPENSOURCEKAFKA, kafka);
        kinds.put(TriggerType.RABBITMQ, new RabbitMqSource(settings.rabbitMq()));
        return new Sources(store, kinds, settings.most());
    }
}
