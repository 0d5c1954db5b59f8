package funcgraph.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What idle warm functions hold of the machine's memory: each worker beside the bare interpreter, and the server. */
final class DensityBench {

    private static final String EVENT = "{\"number\":1}";
    private static final double KIB_PER_MIB = 1024;
    private static final long SETTLE_SECONDS = 3;
    private static final List<String> NODE = List.of("node", "-e", "setInterval(() => {}, 1e6)");
    private static final List<String> PYTHON = List.of("python3", "-c", "import time; time.sleep(600)");

    private final int functions;
    private final Path home;
    private final Path scratch;
    private final PrintStream out;

    private DensityBench(int functions, Path home, Path scratch, PrintStream out) {
        this.functions = functions;
        this.home = home;
        this.scratch = scratch;
        this.out = out;
    }

    static void run(int functions, Path home, PrintStream out) throws Exception {
        var scratch = Files.createTempDirectory(home.resolve("bench").resolve("target"), "density-");
        new DensityBench(functions, home, scratch, out).run();
    }

    private void run() throws Exception {
        out.printf("%d idle warm functions of each language%n%n", functions);
        out.printf("%-14s %10s %16s %16s %10s%n", "", "bare MB", "worker RSS MB", "worker PSS MB", "server MB");
        row(Functions.Kind.NODE, NODE);
        row(Functions.Kind.PYTHON, PYTHON);
    }

    private void row(Functions.Kind kind, List<String> bareCommand) throws Exception {
        var config = Files.writeString(scratch.resolve(kind + ".yaml"), """
                api: {project_id: %s, rate_limit_per_second: 0}
                quotas: {functions: 100000}
                runtimes: {keep_alive_seconds: 3600, workers: 2000}
                log: {level: warn}
                """.formatted(Seed.PROJECT));
        try (var server = BenchServer.start(home, config, scratch.resolve(kind.name()));
                var client = new Functions(server, home)) {
            for (int number = 0; number < functions; number++) {
                client.deploy("idle-" + number, kind, 128);
                client.call("idle-" + number, EVENT);
            }
            TimeUnit.SECONDS.sleep(SETTLE_SECONDS);
            var workers = ProcessHandle.of(server.pid()).stream()
                    .flatMap(ProcessHandle::descendants)
                    .map(ProcessHandle::pid)
                    .toList();
            out.printf(
                    Locale.ROOT,
                    "%-14s %10.1f %16.1f %16.1f %10.0f%n",
                    kind.runtime,
                    bare(bareCommand),
                    sum(workers, "Rss:") / functions,
                    sum(workers, "Pss:") / functions,
                    server.residentMb());
        }
    }

    private static double bare(List<String> command) throws Exception {
        var process = new ProcessBuilder(command).start();
        try {
            TimeUnit.SECONDS.sleep(1);
            return sum(List.of(process.pid()), "Rss:");
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    /** MB of all together; what ended meanwhile counts nothing. */
    private static double sum(List<Long> processes, String key) {
        var parts = new ArrayList<Long>();
        for (long pid : processes) {
            try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), "smaps_rollup"))) {
                lines.filter(line -> line.startsWith(key))
                        .map(line -> Long.parseLong(line.replaceAll("\\D", "")))
                        .forEach(parts::add);
            } catch (IOException gone) {
                // It has no memory any more.
            }
        }
        return parts.stream().mapToLong(Long::longValue).sum() / KIB_PER_MIB;
    }
}
