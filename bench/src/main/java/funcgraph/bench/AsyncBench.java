package funcgraph.bench;

import funcgraph.domain.FunctionKey;
import funcgraph.domain.Ids;
import funcgraph.store.AsyncTable;
import funcgraph.store.DataDirectory;
import funcgraph.store.FunctionTable;
import funcgraph.store.Store;
import funcgraph.store.StoreSettings;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** Asynchronous invocations: how many are accepted and run in a second, beside synchronous ones, and what a backlog takes. */
final class AsyncBench {

    private static final int CLIENTS = 16;
    private static final int MEMORY_MB = 128;
    private static final int PER_TRANSACTION = 1000;
    private static final long LOOK_AGAIN_MILLIS = 20;
    private static final long SETTLE_SECONDS = 10;
    private static final Duration LONGEST_DRAIN = Duration.ofMinutes(10);
    private static final Duration WARM_UP = Duration.ofSeconds(4);
    private static final String EVENT = "{\"text\":\"" + "x".repeat(180) + "\",\"number\":12345}";
    private static final String ECHO = "echo";
    private static final String SLEEPER = "sleeper";

    private final Plan plan;
    private final Path home;
    private final Path config;
    private final Path data;
    private final PrintStream out;

    /** How much is measured. */
    record Plan(int rounds, Duration time, int drained, int queued) {}

    private AsyncBench(Plan plan, Path home, Path scratch, PrintStream out) throws IOException {
        this.plan = plan;
        this.home = home;
        this.out = out;
        this.data = scratch.resolve("data");
        this.config = Files.writeString(scratch.resolve("config.yaml"), """
                api: {project_id: %s, rate_limit_per_second: 0}
                async: {queued: 100000000, queued_per_function: 100000000}
                log: {level: warn}
                """.formatted(Seed.PROJECT));
    }

    static void run(Plan plan, Path home, PrintStream out) throws Exception {
        var scratch = Files.createTempDirectory(home.resolve("bench").resolve("target"), "async-");
        new AsyncBench(plan, home, scratch, out).run();
    }

    private void run() throws Exception {
        var answered = new Row[2];
        double empty = measure(answered);
        double drained = drain();
        double full = plan.queued() > 0 ? memory() : 0;
        var sync = answered[0];
        var accepted = answered[1];
        out.printf(
                Locale.ROOT,
                "%nsynchronous calls      %8.0f /s%naccepted, durable      %8.0f /s, p50 %.2f ms, p99 %.2f ms%n"
                        + "drained                %8.0f /s%n",
                sync.perSecond(),
                accepted.perSecond(),
                accepted.p50Ms(),
                accepted.p99Ms(),
                drained);
        if (plan.queued() > 0) {
            out.printf(Locale.ROOT, "resident, nothing queued %6.0f MB%n", empty);
            out.printf(Locale.ROOT, "resident, %,d queued %.0f MB%n", plan.queued(), full);
        }
        out.println();
        targets(sync, accepted, drained).forEach(out::println);
    }

    private static List<Target> targets(Row sync, Row accepted, double drained) {
        return List.of(
                Target.atLeast("accepted, 16 clients", accepted.perSecond(), 2000, "/s"),
                Target.atLeast("drained over the synchronous rate", drained / sync.perSecond(), 0.5, "times"));
    }

    /** Both rows by rounds; gives the resident memory of a server that only started. */
    private double measure(Row[] rows) throws Exception {
        try (var server = BenchServer.start(home, config, data);
                var functions = new Functions(server, home)) {
            TimeUnit.SECONDS.sleep(plan.queued() > 0 ? SETTLE_SECONDS : 0);
            double empty = server.residentMb();
            functions.deploy(ECHO, Functions.Kind.NODE, MEMORY_MB);
            functions.deploySleeper(SLEEPER, MEMORY_MB);
            functions.call(ECHO, EVENT);
            rows[0] = row("synchronous", server, functions.target(ECHO), 200);
            rows[1] = row("accepted", server, functions.asyncTarget(SLEEPER), 202);
            out.println("warming up");
            load(server, functions.target(ECHO), 200, WARM_UP);
            load(server, functions.asyncTarget(SLEEPER), 202, WARM_UP);
            for (int round = 1; round <= plan.rounds(); round++) {
                out.printf("round %d of %d%n", round, plan.rounds());
                rows[round % 2].measure();
                rows[1 - round % 2].measure();
            }
            return empty;
        }
    }

    private Row row(String name, BenchServer server, URI target, int status) {
        return new Row(name, () -> load(server, target, status, plan.time()));
    }

    private static Latencies load(BenchServer server, URI target, int status, Duration time) throws Exception {
        var request = server.requests(0).post(target.getRawPath(), EVENT);
        return Load.run(server.endpoint(), CLIENTS, time, status, random -> request);
    }

    /** Rate at which a backlog is run, without its first half, in which workers start and the server warms up. */
    private double drain() throws Exception {
        seed(ECHO, plan.drained());
        out.printf("draining %d%n", plan.drained());
        try (var server = BenchServer.start(home, config, data);
                var functions = new Functions(server, home)) {
            long deadline = System.nanoTime() + LONGEST_DRAIN.toNanos();
            long began = 0;
            long from = 0;
            for (long left = functions.underWay(ECHO); left > 0; left = functions.underWay(ECHO)) {
                if (began == 0 && left < plan.drained() / 2) {
                    began = System.nanoTime();
                    from = left;
                }
                if (System.nanoTime() > deadline) {
                    throw new IOException(left + " of the backlog are left after " + LONGEST_DRAIN);
                }
                TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MILLIS);
            }
            return began == 0 ? 0 : from / ((System.nanoTime() - began) / 1e9);
        }
    }

    /** Resident memory of a server in whose store that many wait. */
    private double memory() throws Exception {
        seed(SLEEPER, plan.queued());
        try (var server = BenchServer.start(home, config, data)) {
            TimeUnit.SECONDS.sleep(SETTLE_SECONDS);
            return server.residentMb();
        }
    }

    /** Puts waiting invocations into the store of a server that is stopped. */
    private void seed(String name, int count) throws IOException {
        var table = new AsyncTable();
        var random = new SplittableRandom(count);
        var ids = new Ids(() -> random);
        var now = Instant.now();
        var event = EVENT.getBytes(StandardCharsets.UTF_8);
        try (var directory = DataDirectory.open(data);
                var store = Store.open(StoreSettings.sqlite(directory.database()))) {
            var key = new FunctionKey(Seed.PROJECT, FunctionKey.DEFAULT_PACKAGE, name);
            var function =
                    store.read(view -> new FunctionTable().find(view, key)).orElseThrow();
            for (int first = 0; first < count; first += PER_TRANSACTION) {
                int from = first;
                store.write(tx -> {
                    for (int i = from; i < Math.min(count, from + PER_TRANSACTION); i++) {
                        table.insert(
                                tx, ids.orderedUuid(now.plusNanos(i * 1000L)), function.id(), "latest", event, now);
                    }
                    return from;
                });
            }
        }
    }
}
