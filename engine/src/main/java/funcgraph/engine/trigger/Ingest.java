package funcgraph.engine.trigger;

import funcgraph.domain.Refusal;
import funcgraph.domain.Refused;
import funcgraph.domain.TriggerFault;
import funcgraph.domain.trigger.Deliveries;
import funcgraph.domain.trigger.Events;
import funcgraph.domain.trigger.Trigger;
import funcgraph.engine.StoreCalls;
import funcgraph.store.Store;
import funcgraph.store.Tx;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The one way in for records of every source: filtered, batched, shaped, and handed over to be run. */
public final class Ingest {

    private final Store store;
    private final Firing firing;
    private final String region;
    private final Clock clock;

    Ingest(Store store, Firing firing, String region, Clock clock) {
        this.store = store;
        this.firing = firing;
        this.region = region;
        this.clock = clock;
    }

    /**
     * What came of records.
     *
     * @param requestIds of the invocations, in the order of the records
     * @param skipped records that the trigger does not listen to
     */
    public record Receipt(List<String> requestIds, int taken, int skipped) {}

    /**
     * Fires a trigger with records of its source: all of them are accepted, on disk, or none is.
     *
     * @param records at least one
     * @throws Refused {@link Refusal.BadTrigger} when the trigger rests or a record is malformed, or what {@link Firing}
     *     refuses
     */
    public Receipt accept(Trigger trigger, List<Object> records) {
        return accept(trigger, records, null);
    }

    /**
     * The same, and something is written beside the events, in their transaction, even when the trigger listens to none
     * of the records.
     *
     * @param beside may be run again when the transaction is; what it throws undoes all
     */
    public Receipt accept(Trigger trigger, List<Object> records, @Nullable Consumer<Tx> beside) {
        if (!trigger.active()) {
            throw new Refused(new Refusal.BadTrigger(
                    trigger.type(),
                    TriggerFault.INVALID,
                    "trigger_status of '" + trigger.id() + "' is 'DISABLED'; allowed: ACTIVE"));
        }
        var origin = new Events.Origin(region, clock.instant().truncatedTo(ChronoUnit.MILLIS));
        var delivery = new Deliveries(trigger, origin, EventJson::text).of(records);
        var handovers = new ArrayList<Firing.Handover>();
        boolean written = false;
        try {
            for (var event : delivery.events()) {
                handovers.add(firing.ready(trigger.urn(region), EventJson.bytes(event)));
            }
            if (!handovers.isEmpty() || beside != null) {
                StoreCalls.available(() -> store.write(tx -> {
                    if (beside != null) {
                        beside.accept(tx);
                    }
                    handovers.forEach(handover -> handover.write(tx));
                    return handovers.size();
                }));
            }
            written = true;
        } finally {
            for (var handover : handovers) {
                handover.ended(written);
            }
        }
        var requestIds = handovers.stream().map(Firing.Handover::requestId).toList();
        return new Receipt(requestIds, delivery.taken(), delivery.skipped());
    }
}
