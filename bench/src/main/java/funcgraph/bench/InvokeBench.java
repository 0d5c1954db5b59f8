package funcgraph.bench;

import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Calls of a function that is warm: Funcgraph, with authentication and sandbox, beside the same handler in a plain HTTP
 * server, which is the floor, and beside peers from npm. All servers are up at once; each round measures every row, and
 * every second round in the opposite order, so that what the machine does beside the benchmark falls on all alike.
 */
final class InvokeBench {

    private static final int[] CONNECTIONS = {1, 16, 64};
    private static final int MEMORY_MB = 1024;

    /** Calls that a worker of the last function takes side by side ({@code concurrent_num}), as the floor and all peers do. */
    private static final int WIDTH = 64;

    private static final Duration WARM_UP = Duration.ofSeconds(12);

    /** Before each measurement. */
    private static final Duration LEAD_IN = Duration.ofSeconds(3);

    /**
     * The same for functions. Until their turn comes their workers have been idle for long and are gone: the new ones have
     * to compile the code that all others have been running since the warm-up.
     */
    private static final Duration FUNCTION_LEAD_IN = Duration.ofSeconds(20);

    private static final String EVENT = "{\"text\":\"" + "x".repeat(980) + "\",\"number\":12345}";
    private static final Path BIN = Path.of("node_modules", ".bin");

    private final Plan plan;
    private final Path home;
    private final Path scratch;
    private final PrintStream out;
    private final List<Subject> subjects = new ArrayList<>();

    /** How much is measured. */
    record Plan(int rounds, Duration time, boolean peers) {}

    /** Something that answers, and what each round measured at each number of connections. */
    private record Subject(String name, URI target, Path script, Duration leadIn, List<Wrk.Result[]> rounds) {

        double ratio(Subject floor, int at, java.util.function.ToDoubleFunction<Wrk.Result> figure) {
            var ratios = new double[rounds.size()];
            for (int round = 0; round < ratios.length; round++) {
                ratios[round] = figure.applyAsDouble(rounds.get(round)[at])
                        / figure.applyAsDouble(floor.rounds.get(round)[at]);
            }
            return Medians.of(ratios);
        }

        double median(int at, java.util.function.ToDoubleFunction<Wrk.Result> figure) {
            return Medians.of(rounds.stream()
                    .mapToDouble(round -> figure.applyAsDouble(round[at]))
                    .toArray());
        }
    }

    private InvokeBench(Plan plan, Path home, Path scratch, PrintStream out) {
        this.plan = plan;
        this.home = home;
        this.scratch = scratch;
        this.out = out;
    }

    static void run(Plan plan, Path home, PrintStream out) throws Exception {
        var scratch = Files.createTempDirectory(home.resolve("bench").resolve("target"), "invoke-");
        new InvokeBench(plan, home, scratch, out).run();
    }

    private void run() throws Exception {
        var peers = Peers.install(home, plan.peers());
        var config = Files.writeString(scratch.resolve("config.yaml"), """
                api: {project_id: %s, rate_limit_per_second: 0}
                log: {level: warn}
                """.formatted(Seed.PROJECT));
        var open = new ArrayList<AutoCloseable>();
        try (var server = BenchServer.start(home, config, scratch.resolve("data"));
                var functions = new Functions(server, home)) {
            try {
                addPeers(peers, open);
                addFunctions(functions);
                measure();
                print();
            } finally {
                for (var each : open) {
                    each.close();
                }
            }
        }
    }

    private void addPeers(Path directory, List<AutoCloseable> open) throws Exception {
        var json = Wrk.script(scratch.resolve("json.lua"), Map.of("Content-Type", "application/json"), EVENT);
        addPeer(directory, open, json, "plain node:http, the floor", "/", List.of("node", "floor.js", "{port}"));
        addPeer(
                directory,
                open,
                json,
                "smallest gateway",
                "/",
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SmallestGateway.class.getName(),
                        "{port}",
                        "gateway-worker.js"));
        if (plan.peers()) {
            addPeer(
                    directory,
                    open,
                    json,
                    "functions-framework",
                    "/",
                    List.of(bin("functions-framework"), "--target=framework", "--source=handler.js", "--port={port}"));
            addPeer(directory, open, json, "faas-js-runtime", "/", List.of("node", "faas.js", "{port}"));
            addPeer(
                    directory,
                    open,
                    json,
                    "workerd",
                    "/",
                    List.of(bin("workerd"), "serve", "workerd.capnp", "--socket-addr", "http=127.0.0.1:{port}"));
            addPeer(
                    directory,
                    open,
                    json,
                    "serverless-offline",
                    "/echo",
                    List.of(bin("serverless"), "offline", "--httpPort", "{port}", "--noPrependStageInUrl"));
        }
    }

    private static String bin(String name) {
        return BIN.resolve(name).toString();
    }

    private void addPeer(
            Path directory, List<AutoCloseable> open, Path script, String name, String path, List<String> command)
            throws Exception {
        var peer = Peer.start(directory, scratch.resolve("peers.log"), path, command);
        open.add(peer);
        subjects.add(new Subject(name, peer.target(), script, LEAD_IN, new ArrayList<>()));
    }

    private void addFunctions(Functions functions) throws Exception {
        var script = Wrk.script(
                scratch.resolve("function.lua"),
                Map.of("Content-Type", "application/json", "X-Auth-Token", functions.token()),
                EVENT);
        for (var kind : List.of(Functions.Kind.NODE, Functions.Kind.PYTHON, Functions.Kind.JAVA)) {
            var name = "echo-" + kind.name().toLowerCase(Locale.ROOT);
            functions.deploy(name, kind, MEMORY_MB);
            addFunction(functions, name, kind.runtime, script);
        }
        functions.deploy("echo-wide", Functions.Kind.NODE, MEMORY_MB);
        functions.widen("echo-wide", Functions.Kind.NODE, MEMORY_MB, WIDTH);
        addFunction(functions, "echo-wide", "Node.js, %d calls a worker".formatted(WIDTH), script);
    }

    private void addFunction(Functions functions, String name, String shown, Path script) throws Exception {
        functions.call(name, EVENT);
        subjects.add(new Subject(
                "Funcgraph, " + shown, functions.target(name), script, FUNCTION_LEAD_IN, new ArrayList<>()));
    }

    private void measure() throws Exception {
        out.println("warming up");
        for (var subject : subjects) {
            Wrk.run(subject.target(), subject.script(), CONNECTIONS[1], WARM_UP);
        }
        for (int round = 1; round <= plan.rounds(); round++) {
            out.printf("round %d of %d%n", round, plan.rounds());
            var order = new ArrayList<>(subjects);
            if (round % 2 == 0) {
                Collections.reverse(order);
            }
            for (var subject : order) {
                var results = new Wrk.Result[CONNECTIONS.length];
                for (int at = 0; at < results.length; at++) {
                    Wrk.run(subject.target(), subject.script(), CONNECTIONS[at], subject.leadIn());
                    results[at] = Wrk.run(subject.target(), subject.script(), CONNECTIONS[at], plan.time());
                }
                subject.rounds().add(results);
            }
        }
    }

    private void print() {
        var floor = subjects.getFirst();
        out.printf("%n%-34s", "POST of 1 KB of JSON");
        for (int connections : CONNECTIONS) {
            out.printf("  %9s %6s %8s %8s", "c=" + connections + " /s", "ratio", "p50 us", "p99 us");
        }
        out.println();
        for (var subject : subjects) {
            out.printf("%-34s", subject.name());
            for (int at = 0; at < CONNECTIONS.length; at++) {
                out.printf(
                        Locale.ROOT,
                        "  %9.0f %6.2f %8.0f %8.0f",
                        subject.median(at, Wrk.Result::perSecond),
                        subject.ratio(floor, at, Wrk.Result::perSecond),
                        subject.median(at, Wrk.Result::p50Micros),
                        subject.median(at, Wrk.Result::p99Micros));
            }
            out.println();
        }
        out.println();
        targets(floor).forEach(out::println);
    }

    private List<Target> targets(Subject floor) {
        var node = subjects.stream()
                .filter(subject -> subject.name().contains(Functions.Kind.NODE.runtime))
                .findFirst()
                .orElseThrow();
        return List.of(
                Target.atMost(
                        "Node, 1 connection: p50 over the floor's",
                        node.ratio(floor, 0, Wrk.Result::p50Micros),
                        1.6,
                        "times"),
                Target.atLeast(
                        "Node, 16 connections: rate over the floor's",
                        node.ratio(floor, 1, Wrk.Result::perSecond),
                        0.9,
                        "times"),
                Target.atLeast(
                        "Node, 64 connections: rate over the floor's",
                        node.ratio(floor, 2, Wrk.Result::perSecond),
                        0.9,
                        "times"),
                Target.atMost(
                        "Node, 16 connections: p99 over the floor's",
                        node.ratio(floor, 1, Wrk.Result::p99Micros),
                        2,
                        "times"));
    }
}
