package funcgraph.http.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;

/** Counts HTTP requests by the template of their route, which are few, and by status. On any thread. */
public final class RequestCounts {

    private static final int STATUSES = 600;

    private final ConcurrentHashMap<Key, Line> lines = new ConcurrentHashMap<>();

    private record Key(String method, String template) {}

    private static final class Line {
        final AtomicReferenceArray<LongAdder> statuses = new AtomicReferenceArray<>(STATUSES);
        final LongAdder nanos = new LongAdder();
        final LongAdder count = new LongAdder();

        void add(int status, long tookNanos) {
            int slot = Math.clamp(status, 0, STATUSES - 1);
            var known = statuses.get(slot);
            if (known == null) {
                var made = new LongAdder();
                known = statuses.compareAndSet(slot, null, made) ? made : statuses.get(slot);
            }
            known.increment();
            nanos.add(tookNanos);
            count.increment();
        }
    }

    /** Notes an answer. */
    public void add(String method, String template, int status, long tookNanos) {
        var key = new Key(method, template);
        var known = lines.get(key); // which never waits for a neighbour that is put in
        var line = known == null ? lines.computeIfAbsent(key, ignored -> new Line()) : known;
        line.add(status, tookNanos);
    }

    /** Requests of a route with one status. */
    List<Family.Sample> byStatus() {
        var samples = new ArrayList<Family.Sample>();
        lines.forEach((key, line) -> {
            for (int status = 0; status < STATUSES; status++) {
                var count = line.statuses.get(status);
                if (count != null) {
                    samples.add(Family.Sample.of(
                            (double) count.sum(),
                            "method",
                            key.method,
                            "route",
                            key.template,
                            "status",
                            Integer.toString(status)));
                }
            }
        });
        return samples;
    }

    /** All time that requests of a route took, and how many they were. */
    record Taken(String method, String route, double seconds, long count) {}

    List<Taken> taken() {
        return lines.entrySet().stream()
                .map(each -> new Taken(
                        each.getKey().method,
                        each.getKey().template,
                        each.getValue().nanos.sum() / 1e9,
                        each.getValue().count.sum()))
                .toList();
    }
}
