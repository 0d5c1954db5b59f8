package funcgraph.runtime.pool;

import static org.assertj.core.api.Assertions.assertThat;

import funcgraph.domain.RuntimeName;
import funcgraph.runtime.launch.LocalLauncher;
import funcgraph.runtime.sandbox.SandboxLauncher;
import funcgraph.runtime.sandbox.SandboxSettings;
import funcgraph.runtime.worker.WorkerSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Where workers run: what holds for one place should hold for the other. */
enum Place {
    SANDBOX,
    PLAIN_PROCESS;

    Workshop open() throws Exception {
        Path directory = Files.createTempDirectory("place");
        return switch (this) {
            case SANDBOX ->
                new Workshop(
                        Workshop.limits(),
                        SandboxLauncher.open(directory.resolve("run"), SandboxSettings.DEFAULT),
                        directory);
            case PLAIN_PROCESS -> new Workshop(Workshop.limits(), new LocalLauncher(), directory);
        };
    }

    /** A function that consists of an executable {@code bootstrap}. */
    static WorkerSpec bootstrap(Workshop shop, RuntimeName runtime, String name, String code) throws IOException {
        WorkerSpec spec = shop.spec(name, 1, runtime, "bootstrap", code);
        executable(spec.codeDirectory().resolve("bootstrap"));
        assertThat(spec.codeDirectory()).isDirectory();
        return spec;
    }

    static void executable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
