package funcgraph.engine.source;

import funcgraph.domain.trigger.Trigger;
import funcgraph.domain.trigger.TriggerSpec;

/** Topics of Kafka, the platform's and one's own. Its client is loaded with the first intake, {@link KafkaIntake}. */
public final class KafkaSource implements TriggerSource {

    private final BrokerSettings settings;

    public KafkaSource(BrokerSettings settings) {
        this.settings = settings;
    }

    @Override
    public Intake open(Trigger trigger) {
        if (!(trigger.spec() instanceof TriggerSpec.Kafka spec)) {
            throw new IllegalStateException(trigger + " is of no type of Kafka");
        }
        return KafkaIntake.open(trigger, spec, settings);
    }

    @Override
    public String keeps(Trigger trigger) {
        return "";
    }

    /** The broker forgets a consumer group that nobody is in. */
    @Override
    public void forget(Trigger trigger) {}
}
