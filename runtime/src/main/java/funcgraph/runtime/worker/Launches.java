package funcgraph.runtime.worker;

import funcgraph.domain.InvokeOutcome;
import funcgraph.domain.RuntimeName;
import funcgraph.runtime.catalog.Interpreter;
import funcgraph.runtime.catalog.Program;
import funcgraph.runtime.catalog.RuntimeCatalog;
import funcgraph.runtime.catalog.RuntimePath;
import funcgraph.runtime.direct.DirectLines;
import funcgraph.runtime.dotnet.DotnetWorker;
import funcgraph.runtime.launch.Child;
import funcgraph.runtime.launch.Launch;
import funcgraph.runtime.launch.Launcher;
import funcgraph.runtime.launch.Shown;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** How the worker of each mould is started: which program, with which flags, and what it must see. */
public final class Launches {

    /** {@code RUNTIME_ROOT} of the real platform (runtimes 1.7). */
    private static final Path INSIDE = Path.of("/home/snuser/runtime");

    private static final Map<String, String> ENVIRONMENT =
            Map.of("PATH", "/usr/local/bin:/usr/bin:/bin", "LANG", "C.UTF-8", "HOME", "/tmp");

    private final Launcher launcher;
    private final RuntimeCatalog catalog;
    private final Shown bootstraps;
    private final ClassArchives archives;
    private final GoWorker goWorker;

    public Launches(Launcher launcher, RuntimeCatalog catalog, Bootstraps bootstraps, GoWorker goWorker) {
        this.launcher = launcher;
        this.catalog = catalog;
        this.bootstraps = new Shown(bootstraps.directory(), INSIDE);
        this.goWorker = goWorker;
        launcher.prepare(List.of(this.bootstraps));
        this.archives = new ClassArchives(bootstraps.directory().resolve("java"), launcher);
    }

    /**
     * Starts a worker without code. Blocks, and may ask an interpreter for its version.
     *
     * @param door the server's socket, as it lies on this machine
     * @param secret what lets the worker in
     * @throws NoWorker with {@link InvokeOutcome.RuntimeAbsent} when this machine has no interpreter for it
     * @throws IOException when it cannot be started
     */
    Child start(Mould mould, Path door, String secret) throws IOException {
        if (DirectLines.speaks(mould.runtime())) {
            return launcher.start(direct(mould.runtime()));
        }
        var scene = mould.runtime() == RuntimeName.GO_1_8 ? goScene() : scene(mould.runtime());
        var credentials = Map.of("FUNCGRAPH_SOCKET", launcher.seenDoor(door).toString(), "FUNCGRAPH_SECRET", secret);
        return launcher.start(scene.launch(command(mould, scene), credentials, Optional.of(door)));
    }

    /**
     * What is the same for all workers of a runtime.
     *
     * @param executable the interpreter, as a worker sees it
     * @param programs the bootstraps, as a worker sees them
     */
    private record Scene(
            Program program, Path executable, Path programs, List<Shown> shown, Map<String, String> environment) {

        Launch launch(List<String> command, Map<String, String> more, Optional<Path> door) {
            var whole = new LinkedHashMap<>(environment);
            whole.putAll(more);
            return new Launch(command, whole, programs, shown, door, false);
        }
    }

    /**
     * A worker whose program comes with the code. A {@code bootstrap} starts what it needs from where the real platform has
     * it, so all interpreters of this machine are there.
     */
    private Launch direct(RuntimeName runtime) {
        var shown = new ArrayList<Shown>();
        shown.add(bootstraps);
        if (runtime.family() != RuntimeName.Family.GO) {
            program(runtime);
            interpreters().forEach(shown::add);
        }
        return new Launch(DirectLines.command(), ENVIRONMENT, Path.of("/tmp"), shown, Optional.empty(), true);
    }

    private Stream<Shown> interpreters() {
        return Stream.of(RuntimeName.values())
                .filter(runtime -> RuntimePath.of(runtime).isPresent())
                .flatMap(runtime -> catalog
                        .program(runtime)
                        .filter(program -> !program.isSystems())
                        .map(program -> new Shown(program.home(), seenHome(runtime)))
                        .stream());
    }

    /** The worker of Go plugins is built on this machine, by the toolchain that builds them. */
    private Scene goScene() throws IOException {
        Path worker = goWorker.find().orElseThrow(() -> refusal(RuntimeName.GO_1_8));
        var home = new Shown(
                worker.resolveSibling(".").normalize(),
                seenHome(RuntimeName.GO_1_8).resolve("bin"));
        Path seen = launcher.seen(home);
        var program = new Program(worker, "", home.host(), Map.of());
        return new Scene(program, program.executable(seen), seen, List.of(bootstraps, home), ENVIRONMENT);
    }

    /** Where the worker of Go plugins is. */
    @FunctionalInterface
    public interface GoWorker {
        /** May take minutes, the first time; empty when there is no toolchain. */
        Optional<Path> find() throws IOException;
    }

    /** Only of a JVM the flags depend on its version, which is asked for once. */
    private Program program(RuntimeName runtime) {
        if (runtime.family() == RuntimeName.Family.JAVA) {
            return catalog.find(runtime) instanceof Interpreter.Present present ? present.program() : refuse(runtime);
        }
        return catalog.program(runtime).orElseGet(() -> refuse(runtime));
    }

    private static Program refuse(RuntimeName runtime) {
        throw refusal(runtime);
    }

    private static NoWorker refusal(RuntimeName runtime) {
        return new NoWorker(new InvokeOutcome.RuntimeAbsent(runtime.wireName(), RuntimeCatalog.remedy(runtime)));
    }

    private Scene scene(RuntimeName runtime) {
        Program program = program(runtime);
        var shown = new ArrayList<Shown>();
        shown.add(bootstraps);
        Path seenHome = program.home();
        if (!program.isSystems()) {
            var home = new Shown(program.home(), seenHome(runtime));
            shown.add(home);
            seenHome = launcher.seen(home);
        }
        var environment = new LinkedHashMap<>(ENVIRONMENT);
        environment.putAll(program.environment(seenHome));
        if (runtime.family() == RuntimeName.Family.CSHARP) {
            environment.putAll(DotnetWorker.VARIABLES);
        }
        return new Scene(
                program, program.executable(seenHome), launcher.seen(bootstraps), shown, Map.copyOf(environment));
    }

    private static Path seenHome(RuntimeName runtime) {
        return RuntimePath.of(runtime)
                .orElseThrow(() -> new IllegalStateException(runtime + " needs no interpreter"))
                .seen();
    }

    private List<String> command(Mould mould, Scene scene) {
        String executable = scene.executable().toString();
        return switch (mould.runtime().family()) {
            case PYTHON ->
                List.of(
                        executable,
                        scene.programs().resolve("python/bootstrap.py").toString());
            case NODE ->
                List.of(
                        executable,
                        scene.programs().resolve("node/bootstrap.js").toString());
            case PHP -> PhpCommand.of(scene.executable(), scene.programs());
            case JAVA -> java(mould, scene);
            case CSHARP -> DotnetCommand.of(scene.executable());
            case GO -> List.of(executable);
            case CANGJIE, HTTP, CUSTOM, CUSTOM_IMAGE -> throw new IllegalStateException("no worker runs " + mould);
        };
    }

    private List<String> java(Mould mould, Scene scene) {
        Optional<Path> archive = archives.find(
                scene.program().toString(),
                file -> java(scene, Optional.of(file))
                        .rehearsal()
                        .map(command -> scene.launch(command, Map.of(), Optional.empty())));
        Optional<Path> seen =
                archive.map(file -> scene.programs().resolve(bootstraps.host().relativize(file)));
        return java(scene, seen).worker(mould.memoryMb());
    }

    private static JavaCommand java(Scene scene, Optional<Path> archive) {
        return new JavaCommand(scene.executable(), scene.program().version(), scene.programs(), archive);
    }
}
