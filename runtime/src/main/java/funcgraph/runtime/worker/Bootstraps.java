package funcgraph.runtime.worker;

import funcgraph.domain.InvokeOutcome;
import funcgraph.domain.RuntimeName;
import funcgraph.runtime.catalog.RuntimeCatalog;
import funcgraph.runtime.launch.Launch;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The programs that run inside workers, unpacked from the server's own jar, and how each is started. */
public final class Bootstraps {

    private static final List<String> FILES = List.of(
            "python/bootstrap.py",
            "node/bootstrap.js",
            "node/esm.js",
            "java/worker.jar",
            "java/sdk.jar",
            "java/gson.jar");

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
            Files.createDirectories(file.resolveSibling("."));
            try (InputStream packed = Bootstraps.class.getResourceAsStream("/bootstraps/" + name)) {
                if (packed == null) {
                    throw new FileNotFoundException("the server's jar lacks bootstraps/" + name);
                }
                Files.copy(packed, file, StandardCopyOption.REPLACE_EXISTING);
            }
        }
        return new Bootstraps(directory.toAbsolutePath(), catalog);
    }

    /**
     * How a worker of {@code runtime} is started. May ask an interpreter for its version, so not to be called on an
     * event loop.
     *
     * @throws NoWorker with {@link InvokeOutcome.RuntimeAbsent} when this machine has no interpreter for it
     */
    Launch launch(RuntimeName runtime, Path socket, String secret) {
        Path executable = catalog.executable(runtime).orElseThrow(() -> absent(runtime));
        var environment = new LinkedHashMap<String, String>();
        environment.put("PATH", "/usr/local/bin:/usr/bin:/bin");
        environment.put("LANG", "C.UTF-8");
        environment.put("HOME", "/tmp");
        environment.put("FUNCGRAPH_SOCKET", socket.toString());
        environment.put("FUNCGRAPH_SECRET", secret);
        return new Launch(command(runtime, executable), Map.copyOf(environment), directory);
    }

    private List<String> command(RuntimeName runtime, Path executable) {
        return switch (runtime.family()) {
            case PYTHON -> List.of(executable.toString(), at("python/bootstrap.py"));
            case NODE -> List.of(executable.toString(), at("node/bootstrap.js"));
            case JAVA, GO, CSHARP, PHP, CANGJIE, HTTP, CUSTOM, CUSTOM_IMAGE -> throw absent(runtime);
        };
    }

    private String at(String name) {
        return directory.resolve(name).toString();
    }

    private static NoWorker absent(RuntimeName runtime) {
        return new NoWorker(new InvokeOutcome.RuntimeAbsent(runtime.wireName(), RuntimeCatalog.remedy(runtime)));
    }
}
