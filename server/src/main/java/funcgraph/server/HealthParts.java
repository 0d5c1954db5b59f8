package funcgraph.server;

import funcgraph.contract.HealthResponse;
import funcgraph.engine.invoke.AdmissionQueue;
import funcgraph.runtime.catalog.Interpreter;
import funcgraph.runtime.catalog.RuntimeCatalog;
import funcgraph.runtime.pool.WorkerPool;
import funcgraph.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** How the server is: what it says to those who ask whether to send requests here. */
final class HealthParts {

    private static final String UP = "up";
    private static final String DEGRADED = "degraded";
    private static final String DOWN = "down";

    /** Below it the disk is said to be nearly full; SQLite needs room for a log of 64 MB. */
    private static final long LITTLE_BYTES = 512L << 20;

    private static final long NO_BYTES = 64L << 20;

    private final Store store;
    private final RuntimeCatalog catalog;
    private final WorkerPool pool;
    private final AdmissionQueue queue;
    private final AsyncParts async;
    private final Path data;
    private final int memoryMb;
    private final Clock clock;
    private final Instant started;
    private volatile boolean listening;
    private volatile boolean draining;

    HealthParts(
            Store store,
            RuntimeCatalog catalog,
            WorkerPool pool,
            AdmissionQueue queue,
            AsyncParts async,
            Path data,
            int memoryMb,
            Clock clock) {
        this.store = store;
        this.catalog = catalog;
        this.pool = pool;
        this.queue = queue;
        this.async = async;
        this.data = data;
        this.memoryMb = memoryMb;
        this.clock = clock;
        this.started = clock.instant();
    }

    /** All listeners are open. */
    void listening() {
        listening = true;
    }

    /** The server is told to stop. */
    void draining() {
        draining = true;
    }

    /** {@code ""} when requests should be sent here. */
    String whyNotReady() {
        if (draining) {
            return "the server is stopping";
        }
        if (!listening) {
            return "the server is starting";
        }
        return store().status().equals(DOWN) ? "the store does not answer" : "";
    }

    HealthResponse report() {
        var parts = new LinkedHashMap<String, HealthResponse.Part>();
        parts.put("store", store());
        parts.put("runtimes", runtimes());
        parts.put("pool", pool());
        parts.put("queues", queues());
        parts.put("disk", disk());
        return new HealthResponse(
                status(parts),
                Release.version(),
                Duration.between(started, clock.instant()).toSeconds(),
                parts);
    }

    /** Without its store a server is of no use; without the rest it is of some. */
    private String status(Map<String, HealthResponse.Part> parts) {
        if (draining) {
            return "draining";
        }
        var stored = parts.get("store");
        if (!listening || stored == null || stored.status().equals(DOWN)) {
            return DOWN;
        }
        return parts.values().stream().allMatch(part -> part.status().equals(UP)) ? UP : DEGRADED;
    }

    private HealthResponse.Part store() {
        long began = System.nanoTime();
        try {
            store.ping();
        } catch (RuntimeException e) {
            return new HealthResponse.Part(DOWN, "the store does not answer", Map.of());
        }
        long micros = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - began);
        return new HealthResponse.Part(UP, "", Map.of("answered_in_us", micros, "waiting", (long)
                store.load().waiting()));
    }

    private HealthResponse.Part runtimes() {
        var all = catalog.describeAll();
        long present = all.stream()
                .filter(interpreter -> !(interpreter instanceof Interpreter.Absent))
                .count();
        return new HealthResponse.Part(
                present == 0 ? DEGRADED : UP,
                present == 0 ? "no runtime is installed" : "",
                Map.of("present", present, "known", (long) all.size()));
    }

    private HealthResponse.Part pool() {
        var now = pool.stats();
        return new HealthResponse.Part(
                UP,
                "",
                Map.of(
                        "workers", (long) now.workersAlive(),
                        "generic", (long) now.generic(),
                        "leases", (long) now.leasesOut(),
                        "waiting", (long) now.waiting(),
                        "memory_mb", pool.memoryTakenMb(),
                        "memory_limit_mb", (long) memoryMb));
    }

    private HealthResponse.Part queues() {
        return new HealthResponse.Part(
                UP, "", Map.of("admission_waiting", (long) queue.waiting(), "async_unfinished", async.unfinished()));
    }

    private HealthResponse.Part disk() {
        try {
            var store = Files.getFileStore(data);
            long free = store.getUsableSpace();
            var values = Map.of("free_bytes", free, "total_bytes", store.getTotalSpace());
            if (free < NO_BYTES) {
                return new HealthResponse.Part(DOWN, "the disk of the data directory is full", values);
            }
            return free < LITTLE_BYTES
                    ? new HealthResponse.Part(DEGRADED, "the disk of the data directory is nearly full", values)
                    : new HealthResponse.Part(UP, "", values);
        } catch (IOException e) {
            return new HealthResponse.Part(DOWN, "the data directory cannot be reached", Map.of());
        }
    }
}
