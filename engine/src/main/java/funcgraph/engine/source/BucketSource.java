package funcgraph.engine.source;

import funcgraph.domain.TriggerType;
import funcgraph.domain.trigger.Trigger;
import funcgraph.domain.trigger.TriggerSpec;
import funcgraph.store.BucketWatchTable;
import funcgraph.store.Store;
import funcgraph.store.obs.ObjectStore;
import java.time.Clock;
import java.time.Duration;

/** Buckets of the first object store, listed from time to time. */
public final class BucketSource implements TriggerSource {

    private final Store store;
    private final BucketWatchTable table = new BucketWatchTable();
    private final ObjectStore objects;
    private final Settings settings;
    private final Clock clock;

    /**
     * How buckets are looked at.
     *
     * @param interval between the beginnings of two listings
     * @param mostObjects below the prefix of one trigger
     */
    public record Settings(Duration interval, int mostObjects) {}

    public BucketSource(Store store, ObjectStore objects, Settings settings, Clock clock) {
        this.store = store;
        this.objects = objects;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public Intake open(Trigger trigger) {
        if (!(trigger.spec() instanceof TriggerSpec.Obs obs)) {
            throw new IllegalStateException(trigger + " is not of type " + TriggerType.OBS);
        }
        return new BucketIntake(trigger, obs, store, table, objects, settings, clock);
    }

    @Override
    public String keeps(Trigger trigger) {
        return "";
    }

    /** What was seen goes with the trigger's row. */
    @Override
    public void forget(Trigger trigger) {}
}
