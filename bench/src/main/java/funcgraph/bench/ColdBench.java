package funcgraph.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * The first call of a function that was never called: out of the pool of started workers, and with that pool empty,
 * beside what it costs to start the interpreter alone.
 */
final class ColdBench {

    private static final int MEMORY_MB = 512;
    private static final int AT_ONCE = 50;
    private static final String EVENT = "{\"number\":1}";
    private static final int USUAL_CALLS = 5000;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final long STARTS_SECONDS = 30;

    /** A pool is filled again in the background; whoever comes at once would measure the filling. */
    private static final long REFILL_MILLIS = 1500;

    private final int rounds;
    private final Path home;
    private final Path scratch;
    private final PrintStream out;

    /** The start of the interpreter alone, of the very one that the server uses. */
    private List<String> bare(Functions.Kind kind, Map<String, String> interpreters) throws Exception {
        if (kind == Functions.Kind.CSHARP) {
            return DotNet.installed(scratch).bareStart();
        }
        var interpreter = interpreters.get(kind.runtime);
        if (interpreter == null) {
            throw new IOException("there is no interpreter");
        }
        return switch (kind) {
            case NODE -> List.of(interpreter, "-e", "0");
            case PYTHON -> List.of(interpreter, "-c", "0");
            case JAVA -> List.of(interpreter, "-version");
            case PHP -> List.of(interpreter, "-r", "0;");
            case CSHARP -> throw new IllegalStateException("has been answered");
        };
    }

    /** What the first call from the pool may take, ms. */
    private static int boundMs(Functions.Kind kind) {
        return switch (kind) {
            case NODE, PYTHON -> 12;
            case JAVA -> 30;
            case PHP, CSHARP -> 60;
        };
    }

    private ColdBench(int rounds, Path home, Path scratch, PrintStream out) {
        this.rounds = rounds;
        this.home = home;
        this.scratch = scratch;
        this.out = out;
    }

    static void run(int rounds, Path home, PrintStream out) throws Exception {
        var scratch = Files.createTempDirectory(home.resolve("bench").resolve("target"), "cold-");
        new ColdBench(rounds, home, scratch, out).run();
    }

    private void run() throws Exception {
        var interpreters = Interpreters.of(home);
        var commands = new EnumMap<Functions.Kind, List<String>>(Functions.Kind.class);
        for (var kind : Functions.Kind.values()) {
            try {
                var command = bare(kind, interpreters);
                bareStart(command);
                commands.put(kind, command);
            } catch (IOException notThere) {
                out.println(kind.runtime + " is left out: " + notThere.getMessage());
            }
        }
        var kinds = List.copyOf(commands.keySet());
        var bare = new EnumMap<Functions.Kind, List<Double>>(Functions.Kind.class);
        var pooled = new EnumMap<Functions.Kind, List<Double>>(Functions.Kind.class);
        var empty = new EnumMap<Functions.Kind, List<Double>>(Functions.Kind.class);
        int atOnce;
        try (var warm = BenchServer.start(home, config("warm", 2), scratch.resolve("warm"));
                var cold = BenchServer.start(home, config("cold", 0), scratch.resolve("cold"));
                var toWarm = new Functions(warm, home);
                var toCold = new Functions(cold, home)) {
            for (var kind : kinds) {
                firstCall(toWarm, kind, "prepare"); // the archive of a JVM's classes is made beside its first worker
                firstCall(toCold, kind, "prepare");
            }
            for (var functions : List.of(toWarm, toCold)) {
                serveForAWhile(functions);
            }
            TimeUnit.SECONDS.sleep(STARTS_SECONDS / 3);
            for (int round = 1; round <= rounds; round++) {
                out.printf("round %d of %d%n", round, rounds);
                for (var each : commands.entrySet()) {
                    var kind = each.getKey();
                    bare.computeIfAbsent(kind, ignored -> new ArrayList<>()).add(bareStart(each.getValue()));
                    pooled.computeIfAbsent(kind, ignored -> new ArrayList<>())
                            .add(firstCall(toWarm, kind, "warm" + round));
                    empty.computeIfAbsent(kind, ignored -> new ArrayList<>())
                            .add(firstCall(toCold, kind, "cold" + round));
                }
            }
            atOnce = manyAtOnce(toWarm);
        }
        print(kinds, bare, pooled, empty, atOnce);
    }

    private Path config(String name, int generic) throws IOException {
        return Files.writeString(scratch.resolve(name + ".yaml"), """
                api: {project_id: %s, rate_limit_per_second: 0}
                runtimes: {generic_workers: %d}
                log: {level: warn}
                """.formatted(Seed.PROJECT, generic));
    }

    private static double firstCall(Functions functions, Functions.Kind kind, String name) throws Exception {
        String function = kind.name().toLowerCase(Locale.ROOT) + "-" + name;
        functions.deploy(function, kind, MEMORY_MB);
        TimeUnit.MILLISECONDS.sleep(REFILL_MILLIS);
        double millis = functions.call(function, EVENT) / NANOS_PER_MILLI;
        functions.remove(function);
        return millis;
    }

    /** Functions are new to a server that has been there for a while, not to one whose own code is being compiled. */
    private static void serveForAWhile(Functions functions) throws Exception {
        functions.deploy("usual", Functions.Kind.NODE, MEMORY_MB);
        for (int call = 0; call < USUAL_CALLS; call++) {
            functions.call("usual", EVENT);
        }
    }

    private static double bareStart(List<String> command) throws Exception {
        long began = System.nanoTime();
        var process = new ProcessBuilder(command)
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD)
                .start();
        if (!process.waitFor(STARTS_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException(command + " did not end");
        }
        return (System.nanoTime() - began) / NANOS_PER_MILLI;
    }

    /** How many of fifty first calls at once were answered well. */
    private int manyAtOnce(Functions functions) throws Exception {
        var kinds = List.of(Functions.Kind.NODE, Functions.Kind.PYTHON);
        var calls = new ArrayList<Callable<Long>>();
        for (int number = 0; number < AT_ONCE; number++) {
            var kind = kinds.get(number % kinds.size());
            String name = "once-" + number;
            functions.deploy(name, kind, 128);
            calls.add(() -> functions.call(name, EVENT));
        }
        long began = System.nanoTime();
        int good = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var call : threads.invokeAll(calls)) {
                good += call.state() == java.util.concurrent.Future.State.SUCCESS ? 1 : 0;
            }
        }
        out.printf(
                Locale.ROOT,
                "%d first calls at once: %d succeeded, in %.0f ms%n",
                AT_ONCE,
                good,
                (System.nanoTime() - began) / NANOS_PER_MILLI);
        return good;
    }

    private void print(
            List<Functions.Kind> kinds,
            Map<Functions.Kind, List<Double>> bare,
            Map<Functions.Kind, List<Double>> pooled,
            Map<Functions.Kind, List<Double>> empty,
            int atOnce) {
        out.printf("%n%-16s %12s %18s %18s%n", "ms, median", "bare start", "from the pool", "with an empty pool");
        var targets = new ArrayList<Target>();
        for (var kind : kinds) {
            double alone = median(bare.get(kind));
            double first = median(pooled.get(kind));
            double without = median(empty.get(kind));
            out.printf(Locale.ROOT, "%-16s %12.1f %18.1f %18.1f%n", kind.runtime, alone, first, without);
            targets.add(Target.atMost(kind.runtime + ": first call from the pool", first, boundMs(kind), "ms"));
            targets.add(Target.atMost(
                    kind.runtime + ": first call with an empty pool, over a bare start", without - alone, 15, "ms"));
        }
        targets.add(Target.atLeast(AT_ONCE + " first calls at once: succeeded", atOnce, AT_ONCE, "calls"));
        out.println();
        targets.forEach(out::println);
    }

    private static double median(@org.jspecify.annotations.Nullable List<Double> figures) {
        return figures == null
                ? Double.NaN
                : Medians.of(figures.stream().mapToDouble(Double::doubleValue).toArray());
    }
}
