package funcgraph.runtime.worker;

import funcgraph.domain.InvokeOutcome;
import funcgraph.domain.RuntimeName;
import funcgraph.runtime.catalog.RuntimeCatalog;
import funcgraph.runtime.launch.Launch;
import funcgraph.runtime.launch.Launcher;
import funcgraph.runtime.launch.Shown;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The programs that run inside workers, unpacked from the server's own jar, and how each is started. */
public final class Bootstraps {

    private static final List<String> FILES = List.of(
            "python/bootstrap.py",
            "node/bootstrap.js",
            "node/esm.js",
            "php/bootstrap.php",
            "php/Context.php",
            "php/Failure.php",
            "php/Logger.php",
            "php/Wire.php",
            "php/Worker.php",
            "java/worker.jar",
            "java/sdk.jar",
            "java/gson.jar");

    /** {@code RUNTIME_ROOT} of the real platform (runtimes 1.7). */
    private static final Path INSIDE = Path.of("/home/snuser/runtime");

    private static final Path INTERPRETER = Path.of("/opt/function/runtime/interpreter");
    private static final Path SYSTEM = Path.of("/usr");

    private final Path directory;
    private final RuntimeCatalog catalog;

    private Bootstraps(Path directory, RuntimeCatalog catalog) {
        this.directory = directory;
        this.catalog = catalog;
    }

    /** Unpacks them below {@code directory}, over what an older server may have left there. */
    public static Bootstraps unpack(Path directory, RuntimeCatalog catalog) throws IOException {
        for (String name : FILES) {
            Path file = directory.resolve(name);
            openToAll(Files.createDirectories(file.resolveSibling(".")));
            try (InputStream packed = Bootstraps.class.getResourceAsStream("/bootstraps/" + name)) {
                if (packed == null) {
                    throw new FileNotFoundException("the server's jar lacks bootstraps/" + name);
                }
                Files.copy(packed, file, StandardCopyOption.REPLACE_EXISTING);
            }
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        }
        openToAll(directory);
        return new Bootstraps(directory.toAbsolutePath(), catalog);
    }

    /** In a sandbox they run as another user, whatever the server's umask. */
    private static void openToAll(Path directory) throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /**
     * How a worker of {@code runtime} is started. May ask an interpreter for its version, so not to be called on an
     * event loop.
     *
     * @param door the server's socket, as it lies on this machine
     * @throws NoWorker with {@link InvokeOutcome.RuntimeAbsent} when this machine has no interpreter for it
     */
    Launch launch(RuntimeName runtime, Launcher launcher, Path door, String secret) {
        Path executable = catalog.executable(runtime).orElseThrow(() -> absent(runtime));
        var environment = new LinkedHashMap<String, String>();
        var shown = new ArrayList<Shown>();
        var own = new Shown(directory, INSIDE);
        shown.add(own);
        Path seen = executable;
        if (!executable.startsWith(SYSTEM)) {
            Path home = executable.resolve("../..").normalize();
            var interpreter = new Shown(home, INTERPRETER);
            shown.add(interpreter);
            seen = launcher.seen(interpreter).resolve(home.relativize(executable));
            environment.put(
                    "LD_LIBRARY_PATH", launcher.seen(interpreter).resolve("lib").toString());
        }
        environment.put("PATH", "/usr/local/bin:/usr/bin:/bin");
        environment.put("LANG", "C.UTF-8");
        environment.put("HOME", "/tmp");
        environment.put("FUNCGRAPH_SOCKET", launcher.seenDoor(door).toString());
        environment.put("FUNCGRAPH_SECRET", secret);
        Path programs = launcher.seen(own);
        return new Launch(
                command(runtime, seen, programs),
                Map.copyOf(environment),
                programs,
                shown,
                Optional.of(door),
                Optional.empty(),
                false);
    }

    private static List<String> command(RuntimeName runtime, Path executable, Path programs) {
        return switch (runtime.family()) {
            case PYTHON ->
                List.of(
                        executable.toString(),
                        programs.resolve("python/bootstrap.py").toString());
            case NODE ->
                List.of(
                        executable.toString(),
                        programs.resolve("node/bootstrap.js").toString());
            case JAVA, GO, CSHARP, PHP, CANGJIE, HTTP, CUSTOM, CUSTOM_IMAGE -> throw absent(runtime);
        };
    }

    private static NoWorker absent(RuntimeName runtime) {
        return new NoWorker(new InvokeOutcome.RuntimeAbsent(runtime.wireName(), RuntimeCatalog.remedy(runtime)));
    }
}
