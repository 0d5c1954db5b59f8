package funcgraph.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Changing and showing a function's metadata, over a small and a large store. Two servers run side by side, one of them
 * idle at any time; each round measures every row once, and every second round in the opposite order, so that what the
 * machine does beside the benchmark falls on all rows alike.
 */
final class MetadataBench {

    private static final int FEW = 100;
    private static final int CLIENTS = 16;
    private static final Duration WARM_UP = Duration.ofSeconds(4);
    private static final double MILLISECOND = 1;

    private final Plan plan;
    private final Path home;
    private final Path scratch;
    private final Path config;
    private final PrintStream out;

    /** How much is measured. {@code functions} is what the large store holds. */
    record Plan(int rounds, Duration time, int functions) {

        Plan {
            if (rounds < 1 || time.isNegative() || time.isZero() || functions <= FEW) {
                throw new IllegalArgumentException(
                        "allowed: 1 round or more, 1 second or more, more than " + FEW + " functions");
            }
        }
    }

    private MetadataBench(Plan plan, Path home, Path scratch, PrintStream out) throws IOException {
        this.plan = plan;
        this.home = home;
        this.scratch = scratch;
        this.config = Files.writeString(scratch.resolve("config.yaml"), """
                api: {project_id: %s}
                quotas: {functions: 10000000, code: 1TiB}
                log: {level: warn}
                """.formatted(Seed.PROJECT));
        this.out = out;
    }

    /** Works in the checkout's {@code bench/target}: a directory for temporary files may lie in memory, where a sync is free. */
    static void run(Plan plan, Path home, PrintStream out) throws Exception {
        var scratch = Files.createTempDirectory(home.resolve("bench").resolve("target"), "metadata-");
        try {
            new MetadataBench(plan, home, scratch, out).run();
        } finally {
            remove(scratch);
        }
    }

    private void run() throws Exception {
        out.printf("filling stores with 0, %d and %d functions%n", FEW, plan.functions());
        var none = filled(0);
        var few = filled(FEW);
        var many = filled(plan.functions());
        var targets = new ArrayList<Target>();
        targets.addAll(requests(few, many));
        targets.addAll(starts(none, many));
        out.println();
        targets.forEach(out::println);
    }

    private Path filled(int functions) {
        var data = scratch.resolve("data-" + functions);
        Seed.fill(data, functions);
        return data;
    }

    private List<Target> requests(Path few, Path many) throws Exception {
        try (var sync = new DiskSync(scratch);
                var small = BenchServer.start(home, config, few);
                var large = BenchServer.start(home, config, many)) {
            var rows = new RequestRows(sync, small, large);
            rows.measure();
            rows.print();
            return rows.targets();
        }
    }

    /** The rows of requests, which the targets compare with each other. */
    private final class RequestRows {

        private final List<Row> all = new ArrayList<>();
        private final BenchServer small;
        private final BenchServer large;
        private final Requests toSmall;
        private final Requests toLarge;
        private final Row sync;
        private final Row put1;
        private final Row put1Many;
        private final Row put16;
        private final Row put16Many;
        private final Row get1;
        private final Row get1Many;
        private final Row get16;
        private final Row get16Many;

        RequestRows(DiskSync disk, BenchServer small, BenchServer large) throws IOException {
            this.small = small;
            this.large = large;
            toSmall = small.requests(FEW);
            toLarge = large.requests(plan.functions());
            sync = row("fsync of one record, the disk alone", () -> disk.measure(plan.time()));
            put1 = row("PUT config", 1, small, toSmall::put);
            put1Many = row("PUT config", 1, large, toLarge::put);
            put16 = row("PUT config", CLIENTS, small, toSmall::put);
            put16Many = row("PUT config", CLIENTS, large, toLarge::put);
            get1 = row("GET config", 1, small, toSmall::get);
            get1Many = row("GET config", 1, large, toLarge::get);
            get16 = row("GET config", CLIENTS, small, toSmall::get);
            get16Many = row("GET config", CLIENTS, large, toLarge::get);
            row("404, HTTP alone, 1 client", () -> load(small, 1, 404, ignored -> toSmall.nowhere()));
        }

        void measure() throws Exception {
            out.println("warming up");
            for (var server : List.of(small, large)) {
                var requests = server.equals(small) ? toSmall : toLarge;
                Load.run(server.endpoint(), CLIENTS, WARM_UP, 200, requests::put);
                Load.run(server.endpoint(), CLIENTS, WARM_UP, 200, requests::get);
            }
            for (int round = 1; round <= plan.rounds(); round++) {
                out.printf("round %d of %d%n", round, plan.rounds());
                for (var row : inOrder(all, round)) {
                    row.measure();
                }
            }
        }

        void print() throws IOException {
            out.printf(Locale.ROOT, "%n%-44s %9s %9s %11s%n", "", "p50 ms", "p99 ms", "per second");
            for (var row : all) {
                out.printf(
                        Locale.ROOT,
                        "%-44s %9.3f %9.3f %11.0f%n",
                        row.name(),
                        row.p50Ms(),
                        row.p99Ms(),
                        row.perSecond());
            }
            out.printf(
                    Locale.ROOT,
                    "%nafter the load: %.0f MB resident with %d functions, %.0f MB with %d%n",
                    small.residentMb(),
                    FEW,
                    large.residentMb(),
                    plan.functions());
        }

        List<Target> targets() {
            var times = plan.functions() + " functions against " + FEW + ": ";
            return List.of(
                    Target.atMost("PUT, 1 client: p50", put1.p50Ms(), 2 * sync.p50Ms() + MILLISECOND, "ms"),
                    Target.atLeast("PUT, 16 clients against 1: rate", put16.rateOver(put1), 4, "times"),
                    Target.atMost("GET, 1 client: p50", get1.p50Ms(), 0.3, "ms"),
                    Target.atMost(times + "PUT, 1 client, p50", put1Many.timeOver(put1), 1.3, "times"),
                    Target.atMost(times + "PUT, 16 clients, p50", put16Many.timeOver(put16), 1.3, "times"),
                    Target.atMost(times + "GET, 1 client, p50", get1Many.timeOver(get1), 1.3, "times"),
                    Target.atMost(times + "GET, 16 clients, p50", get16Many.timeOver(get16), 1.3, "times"));
        }

        private Row row(String name, int clients, BenchServer server, Load.Next next) {
            int functions = server.equals(small) ? FEW : plan.functions();
            return row(
                    "%s, %d client%s, %d functions".formatted(name, clients, clients == 1 ? "" : "s", functions),
                    () -> load(server, clients, 200, next));
        }

        private Row row(String name, Row.Measurement measurement) {
            var row = new Row(name, measurement);
            all.add(row);
            return row;
        }

        private Latencies load(BenchServer server, int clients, int status, Load.Next next) throws Exception {
            return Load.run(server.endpoint(), clients, plan.time(), status, next);
        }
    }

    private List<Target> starts(Path none, Path many) throws Exception {
        var fresh = new Starts(
                "first start, no data directory", home, config, () -> scratch.resolve("fresh-" + System.nanoTime()));
        var empty = new Starts("start with 0 functions", home, config, () -> none);
        var full = new Starts("start with " + plan.functions() + " functions", home, config, () -> many);
        var all = List.of(fresh, empty, full);
        out.println("starting");
        empty.warm();
        full.warm();
        for (int round = 1; round <= plan.rounds(); round++) {
            for (var one : inOrder(all, round)) {
                one.measure();
            }
        }
        out.printf(Locale.ROOT, "%n%-44s %9s %9s%n", "", "seconds", "idle MB");
        for (var one : all) {
            out.printf(Locale.ROOT, "%-44s %9.2f %9.0f%n", one.name(), one.seconds(), one.idleMb());
        }
        return List.of(
                Target.atMost("start with " + plan.functions() + " against 0", full.secondsOver(empty), 2, "times"),
                Target.atMost("start with 0 functions: ready", empty.seconds(), 1.5, "s"),
                Target.atMost("start with 0 functions: resident when idle", empty.idleMb(), 200, "MB"));
    }

    private static <T> List<T> inOrder(List<T> all, int round) {
        var order = new ArrayList<>(all);
        if (round % 2 == 0) {
            Collections.reverse(order);
        }
        return order;
    }

    private static void remove(Path directory) throws IOException {
        try (var tree = Files.walk(directory)) {
            for (var each : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        }
    }
}
