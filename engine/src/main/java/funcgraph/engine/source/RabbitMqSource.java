package funcgraph.engine.source;

import funcgraph.domain.trigger.Trigger;
import funcgraph.domain.trigger.TriggerSpec;

/** Exchanges of RabbitMQ. Its client is loaded with the first intake, {@link RabbitMqIntake}. */
public final class RabbitMqSource implements TriggerSource {

    private final BrokerSettings settings;

    public RabbitMqSource(BrokerSettings settings) {
        this.settings = settings;
    }

    @Override
    public Intake open(Trigger trigger) {
        return RabbitMqIntake.open(trigger, spec(trigger), settings);
    }

    /** The queue, which is of no use to anybody else, and would fill. */
    @Override
    public void forget(Trigger trigger) {
        RabbitMqIntake.deleteQueue(trigger, spec(trigger), settings);
    }

    @Override
    public String keeps(Trigger trigger) {
        var spec = spec(trigger);
        return String.join(
                "\n",
                spec.instanceId(),
                spec.address(),
                spec.vhost(),
                RabbitMqIntake.queue(trigger.id(), spec.exchange(), spec.routingKey()));
    }

    private static TriggerSpec.RabbitMq spec(Trigger trigger) {
        if (trigger.spec() instanceof TriggerSpec.RabbitMq spec) {
            return spec;
        }
        throw new IllegalStateException(trigger + " is not of type RABBITMQ");
    }
}
