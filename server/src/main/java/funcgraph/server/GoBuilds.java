package funcgraph.server;

import funcgraph.domain.RuntimeName;
import funcgraph.runtime.build.GoBuild;
import funcgraph.runtime.build.GoToolchain;
import funcgraph.runtime.catalog.RuntimeCatalog;
import funcgraph.runtime.launch.Launcher;
import funcgraph.runtime.launch.LocalLauncher;
import java.io.IOException;
import java.nio.file.Path;

/** Where Go functions are built: beside the toolchain, so that all servers with these runtimes share what is compiled. */
final class GoBuilds {

    private static final String DIRECTORY = "go1.8/built";

    private GoBuilds() {}

    static GoBuild with(RuntimeCatalog catalog, Path runtimes, Launcher launcher) {
        return new GoBuild(
                () -> catalog.executable(RuntimeName.GO_1_8).flatMap(GoToolchain::of),
                RuntimeCatalog.remedy(RuntimeName.GO_1_8),
                runtimes.toAbsolutePath().resolve(DIRECTORY),
                launcher,
                GoBuild.Limits.USUAL);
    }

    /** Compiles what the first upload of Go source would wait for: minutes that nobody expects of an upload. */
    static void prepare(RuntimeCatalog catalog, Path runtimes) throws IOException {
        try (var launcher = new LocalLauncher()) {
            with(catalog, runtimes, launcher).prepare();
        }
    }
}
