package funcgraph.runtime.build;

import funcgraph.runtime.launch.Launch;
import funcgraph.runtime.launch.Launcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Builds Go functions, and the worker that opens them, with one toolchain, one set of flags and one SDK, because Go
 * opens a plugin only in a program that was built of the very same packages. Packages come from the upload, its vendor
 * directory, the SDK and Go itself: nothing is fetched.
 *
 * <p>What is built for one toolchain and SDK lies in a directory of that name, with Go's cache, so a new server finds it.
 */
public final class GoBuild {

    /** Where in the code directory a worker looks for a plugin that was built here. */
    public static final String PLUGIN = "funcgraph-plugin.so";

    /** Without symbol tables and paths of this machine: both would be in the plugin, and paths must not decide whether it opens. */
    private static final List<String> FLAGS = List.of("-trimpath", "-ldflags=-w", "-p", "2");

    private static final int BUILDS_AT_ONCE = 2;

    /** No build takes as long: a job that old belongs to a server that was killed. */
    private static final Duration LEFTOVER = Duration.ofHours(1);

    private final Supplier<Optional<GoToolchain>> toolchain;
    private final String remedy;
    private final Path directory;
    private final Launcher launcher;
    private final Limits limits;
    private final Semaphore turns = new Semaphore(BUILDS_AT_ONCE, true);
    private final ReentrantLock preparing = new ReentrantLock();
    private volatile @Nullable Place place;

    /**
     * How long things may take.
     *
     * @param build one build of a function
     * @param worker building the worker, which the first use of a toolchain waits for
     * @param turn waiting for other builds to end
     */
    public record Limits(Duration build, Duration worker, Duration turn) {
        public static final Limits USUAL =
                new Limits(Duration.ofSeconds(180), Duration.ofSeconds(300), Duration.ofSeconds(60));
    }

    /** Where one combination of toolchain and SDK keeps its things. */
    private record Place(GoToolchain toolchain, Path home) {
        Path cache() {
            return home.resolve("cache");
        }

        Path worker() {
            return home.resolve("bin").resolve("worker");
        }
    }

    /**
     * @param toolchain looked for anew until there is one
     * @param remedy the command that installs one
     * @param directory where all this lies; made when it is needed
     */
    public GoBuild(
            Supplier<Optional<GoToolchain>> toolchain,
            String remedy,
            Path directory,
            Launcher launcher,
            Limits limits) {
        this.toolchain = toolchain;
        this.remedy = remedy;
        this.directory = directory.toAbsolutePath();
        this.launcher = launcher;
        this.limits = limits;
    }

    /** Opens a job for one upload: its source goes into {@link GoJob#sourceDirectory()}. */
    public GoJob open() throws IOException {
        return GoJob.open(directory.resolve("jobs").resolve(UUID.randomUUID().toString()));
    }

    /**
     * Builds the package {@code main} in the root of a job's source directory into a plugin.
     *
     * @throws IOException when the machine fails, not when the code does
     */
    public Built build(GoJob job) throws IOException {
        var found = place();
        if (found.isEmpty()) {
            return new Built.Unavailable(
                    "there is no Go toolchain to build this function with; install one with: " + remedy);
        }
        if (!turn()) {
            return new Built.Unavailable("too many functions are being built; try again");
        }
        try {
            return build(job, found.get());
        } finally {
            turns.release();
        }
    }

    /**
     * The program that runs plugins, built first when it is not there.
     *
     * @return empty when there is no toolchain
     * @throws IOException when it cannot be built
     */
    public Optional<Path> worker() throws IOException {
        var found = place();
        if (found.isEmpty()) {
            return Optional.empty();
        }
        buildWorker(found.get());
        return Optional.of(found.get().worker());
    }

    /**
     * Compiles ahead what the first function would wait for: the worker, and the packages that functions import most. May
     * take minutes. Does nothing without a toolchain.
     */
    public void prepare() throws IOException {
        var found = place();
        if (found.isEmpty()) {
            return;
        }
        buildWorker(found.get());
        try (var job = open()) {
            var errand = go(
                    found.get(),
                    job,
                    job.directory(),
                    limits.worker(),
                    "-buildmode=plugin",
                    "-o",
                    "/dev/null",
                    "funcgraph/warm");
            if (!errand.succeeded()) {
                throw new IOException("Go packages could not be compiled ahead: " + errand.output());
            }
        }
    }

    private Built build(GoJob job, Place at) throws IOException {
        String importPath = job.arrange();
        var output = job.directory().resolve("out").resolve(PLUGIN);
        var errand = go(
                at,
                job,
                job.sourceDirectory(),
                limits.build(),
                "-buildmode=plugin",
                "-o",
                output.toString(),
                importPath);
        if (errand.overdue()) {
            return new Built.Rejected(
                    "the build took longer than " + limits.build().toSeconds() + " s");
        }
        if (!errand.succeeded() || !Files.isRegularFile(output)) {
            return new Built.Rejected(CompilerOutput.shown(
                    errand.output(), job, List.of(at.home(), at.toolchain().root())));
        }
        buildWorker(at);
        return new Built.Plugin(output);
    }

    private void buildWorker(Place at) throws IOException {
        if (Files.isExecutable(at.worker())) {
            return;
        }
        preparing.lock();
        try (var job = open()) {
            if (Files.isExecutable(at.worker())) {
                return;
            }
            var half = at.worker().resolveSibling("worker." + UUID.randomUUID() + ".half");
            Files.createDirectories(half.resolveSibling("."));
            var errand = go(at, job, job.directory(), limits.worker(), "-o", half.toString(), "funcgraph/worker");
            if (!errand.succeeded()) {
                Files.deleteIfExists(half);
                throw new IOException("the Go worker could not be built: "
                        + (errand.overdue() ? "it took too long" : errand.output()));
            }
            Files.move(half, at.worker(), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            preparing.unlock();
        }
    }

    /** Runs {@code go build} with a world of its own: no network, no setting of whoever runs the server. */
    private Errand go(Place at, GoJob job, Path workDirectory, Duration limit, String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(at.toolchain().executable().toString(), "build"));
        command.addAll(FLAGS);
        command.addAll(List.of(arguments));
        var temporary = job.directory().resolve("tmp").toString();
        var environment = Map.ofEntries(
                Map.entry("PATH", "/usr/local/bin:/usr/bin:/bin"),
                Map.entry("LANG", "C.UTF-8"),
                Map.entry("HOME", temporary),
                Map.entry("TMPDIR", temporary),
                Map.entry("GOTMPDIR", temporary),
                Map.entry("GOROOT", at.toolchain().root().toString()),
                Map.entry("GOPATH", at.home() + ":" + job.directory()),
                Map.entry("GOCACHE", at.cache().toString()),
                Map.entry("GO111MODULE", "off"),
                Map.entry("GOPROXY", "off"),
                Map.entry("GOSUMDB", "off"),
                Map.entry("GOENV", "off"),
                Map.entry("GOTOOLCHAIN", "local"),
                Map.entry("GOTELEMETRY", "off"),
                Map.entry("GOMAXPROCS", "2"),
                Map.entry("CGO_ENABLED", "1"));
        return Errand.run(launcher, new Launch(command, environment, workDirectory), limit);
    }

    /** The sources are unpacked once for each server: whoever changed them in between changed what a plugin opens in. */
    private Optional<Place> place() throws IOException {
        var known = place;
        if (known != null) {
            return Optional.of(known);
        }
        var found = toolchain.get();
        if (found.isEmpty()) {
            return Optional.empty();
        }
        preparing.lock();
        try {
            var sources = GoSources.packed();
            var fresh = new Place(found.get(), directory.resolve(sources.fingerprint(found.get())));
            GoJob.removeOlder(directory.resolve("jobs"), LEFTOVER);
            sources.unpack(fresh.home());
            Files.createDirectories(fresh.cache());
            place = fresh;
            return Optional.of(fresh);
        } finally {
            preparing.unlock();
        }
    }

    private boolean turn() {
        try {
            return turns.tryAcquire(limits.turn().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
