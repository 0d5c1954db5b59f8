package funcgraph.engine.trigger;

import funcgraph.domain.Refused;
import funcgraph.domain.TriggerType;
import funcgraph.engine.StoreCalls;
import funcgraph.store.Store;
import funcgraph.store.TriggerTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What object stores tell of their own accord: each notice goes to all triggers that listen to its bucket. */
public final class Notifications {

    /** Triggers of a bucket that hear a notice; a project has far fewer, since no two may hear the same. */
    private static final int MOST_OF_A_BUCKET = 10_000;

    private final Store store;
    private final TriggerTable table;
    private final Ingest ingest;

    Notifications(Store store, TriggerTable table, Ingest ingest) {
        this.store = store;
        this.table = table;
        this.ingest = ingest;
    }

    /** A change of an object. {@code record} is as {@link Ingest} takes it for a trigger of type OBS. */
    public record Notice(String bucket, Map<String, Object> record) {}

    /**
     * Fires the triggers of a project that listen to the buckets. What one trigger gets is on disk whole or not at all;
     * when another one cannot take its part, the whole is refused, and comes again.
     *
     * @return the ids of the invocations
     * @throws Refused when some of it cannot be taken now
     */
    public List<String> accept(String projectId, List<Notice> notices) {
        var byBucket = new LinkedHashMap<String, List<Object>>();
        notices.forEach(notice -> byBucket.computeIfAbsent(notice.bucket(), bucket -> new ArrayList<>())
                .add(notice.record()));
        var ids = new ArrayList<String>();
        byBucket.forEach((bucket, records) -> {
            var listening = StoreCalls.available(
                    () -> store.read(view -> table.at(view, projectId, TriggerType.OBS, bucket, MOST_OF_A_BUCKET)));
            for (var trigger : listening) {
                if (trigger.active()) {
                    ids.addAll(ingest.accept(trigger, records).requestIds());
                }
            }
        });
        return ids;
    }
}
