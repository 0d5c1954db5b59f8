package funcgraph.runtime.build;

import funcgraph.runtime.launch.Launch;
import funcgraph.runtime.launch.Launcher;
import funcgraph.runtime.launch.LocalLauncher;
import funcgraph.runtime.launch.Settlement;
import funcgraph.runtime.launch.Shown;
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
    private static final int MOST_PLUGIN_BYTES = 256 * 1024 * 1024;
    private static final int MOST_OUTPUT_BYTES = 64 * 1024;

    // Where a build in a sandbox sees its things.
    private static final Path HOME_INSIDE = Path.of("/opt/go");
    private static final Path GOROOT_INSIDE = Path.of("/opt/goroot");
    private static final Path WORK_INSIDE = Path.of("/tmp/build");

    /**
     * Takes its directory, the import path, the cache to start from, the compiler and its flags; reads where the source
     * is, which is there only by then. Prints the plugin, or what the compiler said.
     */
    private static final String SCRIPT = """
            read -r code || exit 125
            ulimit -c 0
            mkdir -p "$1/tmp" "$1/src/$2" || exit 125
            cp -R "$3" "$1/cache" && cp -R "$code/." "$1/src/$2" || exit 125
            cd "$1/src/$2" || exit 125
            if "$4" build $5 -buildmode=plugin -o "$1/plugin.so" "$2" > "$1/said" 2>&1; then exec cat "$1/plugin.so"; fi
            cat "$1/said"
            exit 1
            """;

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
     * What things may take.
     *
     * @param build one build of a function
     * @param ahead building what the first use of a toolchain waits for, each of two parts
     * @param turn waiting for other builds to end
     * @param memoryMb memory of one build of a function
     */
    public record Limits(Duration build, Duration ahead, Duration turn, int memoryMb) {
        public static final Limits USUAL =
                new Limits(Duration.ofSeconds(180), Duration.ofSeconds(600), Duration.ofSeconds(60), 2048);
    }

    /** Where one combination of toolchain and SDK keeps its things. */
    private record Place(GoToolchain toolchain, Path home) {
        Path cache() {
            return home.resolve("cache");
        }

        Path worker() {
            return home.resolve("bin").resolve("worker");
        }

        /** Is there when all that is compiled ahead is. */
        Path mark() {
            return home.resolve("complete");
        }
    }

    /**
     * @param toolchain looked for anew until there is one
     * @param remedy the command that installs one
     * @param directory where all this lies; made when it is needed
     * @param launcher for what compiles uploads
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
        var found = prepared();
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
        return prepared().map(Place::worker);
    }

    /**
     * Compiles ahead what the first function would wait for: the worker, and the packages that functions import most. May
     * take minutes. Does nothing when that was done, or without a toolchain.
     */
    public void prepare() throws IOException {
        prepared();
    }

    /** The upload is compiled where uploads run; it says the plugin on its output, because it can write nowhere else. */
    private Built build(GoJob job, Place at) throws IOException {
        String importPath = job.arrange();
        var home = new Shown(at.home(), HOME_INSIDE);
        var goroot = new Shown(at.toolchain().root(), GOROOT_INSIDE);
        boolean systems = at.toolchain().root().startsWith("/usr");
        Path root = systems ? at.toolchain().root() : launcher.seen(goroot);
        Path work = launcher.seen(new Shown(job.directory().resolve("tmp"), WORK_INSIDE));
        var environment = environment(root, launcher.seen(home) + ":" + work, work + "/cache", work + "/tmp");
        var command = List.of(
                "/bin/sh",
                "-c",
                SCRIPT,
                "build",
                work.toString(),
                importPath,
                launcher.seen(home) + "/cache",
                root.resolve("bin").resolve("go").toString(),
                String.join(" ", FLAGS));
        var shown = systems ? List.of(home) : List.of(home, goroot);
        var launch = new Launch(command, environment, launcher.seen(home), shown, Optional.empty(), true);
        var settlement = new Settlement(job.sourceDirectory(), limits.memoryMb(), 0, Settlement.NO_NETWORK);
        var errand = Errand.runSettled(launcher, launch, settlement, limits.build(), MOST_PLUGIN_BYTES);
        if (errand.overdue()) {
            return new Built.Rejected(
                    "the build took longer than " + limits.build().toSeconds() + " s");
        }
        if (errand.exit().outOfMemory()) {
            return new Built.Rejected("the build took more than " + limits.memoryMb() + " MB of memory");
        }
        if (!errand.succeeded() || !isObject(errand.printed())) {
            var hidden =
                    List.of(work, launcher.seen(home), at.home(), at.toolchain().root(), root);
            return new Built.Rejected(
                    CompilerOutput.shown(errand.output(), work.resolve("src").resolve(importPath), hidden));
        }
        return new Built.Plugin(Files.write(job.file(PLUGIN), errand.printed()));
    }

    private static boolean isObject(byte[] printed) {
        return printed.length > 4 && printed.length < MOST_PLUGIN_BYTES && printed[0] == 0x7f && printed[1] == 'E';
    }

    private static Map<String, String> environment(Path root, String gopath, String cache, String temporary) {
        return Map.ofEntries(
                Map.entry("PATH", "/usr/local/bin:/usr/bin:/bin"),
                Map.entry("LANG", "C.UTF-8"),
                Map.entry("HOME", temporary),
                Map.entry("TMPDIR", temporary),
                Map.entry("GOTMPDIR", temporary),
                Map.entry("GOROOT", root.toString()),
                Map.entry("GOPATH", gopath),
                Map.entry("GOCACHE", cache),
                Map.entry("GO111MODULE", "off"),
                Map.entry("GOPROXY", "off"),
                Map.entry("GOSUMDB", "off"),
                Map.entry("GOENV", "off"),
                Map.entry("GOTOOLCHAIN", "local"),
                Map.entry("GOTELEMETRY", "off"),
                Map.entry("GOMAXPROCS", "2"),
                Map.entry("CGO_ENABLED", "1"));
    }

    /** The sources are unpacked once for each server: whoever changed them in between changed what a plugin opens in. */
    private Optional<Place> prepared() throws IOException {
        var known = place;
        if (known != null) {
            return Optional.of(known);
        }
        preparing.lock();
        try {
            var found = toolchain.get();
            if (place != null || found.isEmpty()) {
                return Optional.ofNullable(place);
            }
            GoJob.removeOlder(directory.resolve("jobs"), LEFTOVER);
            var sources = GoSources.packed();
            var fresh = new Place(found.get(), directory.resolve(sources.fingerprint(found.get())));
            sources.unpack(fresh.home());
            if (!Files.exists(fresh.mark())) {
                compileAhead(fresh);
            }
            place = fresh;
            return Optional.of(fresh);
        } finally {
            preparing.unlock();
        }
    }

    /** Only sources of ours and of Go's, so a plain process will do; it fills the cache that builds of uploads copy. */
    private void compileAhead(Place at) throws IOException {
        try (var plain = new LocalLauncher();
                var job = open()) {
            var half = job.file("worker");
            compile(plain, job, at, "-o", half.toString(), "funcgraph/worker");
            compile(plain, job, at, "-buildmode=plugin", "-o", "/dev/null", "funcgraph/warm");
            GoSources.openToAll(at.home());
            Files.createDirectories(at.worker().resolveSibling("."));
            Files.move(half, at.worker(), StandardCopyOption.REPLACE_EXISTING);
            GoSources.openToAll(at.worker().resolveSibling(".").normalize());
            Files.writeString(at.mark(), "");
        }
    }

    private void compile(Launcher plain, GoJob job, Place at, String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(at.toolchain().executable().toString(), "build"));
        command.addAll(FLAGS);
        command.addAll(List.of(arguments));
        String temporary = job.directory().resolve("tmp").toString();
        var environment = environment(
                at.toolchain().root(), at.home().toString(), at.cache().toString(), temporary);
        var launch = Launch.plain(command, environment, job.directory());
        var errand = Errand.run(plain, launch, limits.ahead(), MOST_OUTPUT_BYTES);
        if (!errand.succeeded()) {
            throw new IOException("the Go worker and SDK could not be compiled: "
                    + (errand.overdue() ? "it took too long" : errand.output()));
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
