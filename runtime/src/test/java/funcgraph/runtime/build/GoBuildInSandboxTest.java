package funcgraph.runtime.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import funcgraph.runtime.sandbox.SandboxLauncher;
import funcgraph.runtime.sandbox.SandboxSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is uploaded is compiled where nothing of this machine can be read. */
class GoBuildInSandboxTest {

    private static final String SOURCE = """
            package main

            // #include "%s"
            import "C"
            import "huaweicloud.com/go-runtime/go-api/context"

            func Handler(payload []byte, ctx context.RuntimeContext) (interface{}, error) { return payload, nil }
            """;

    @Test
    void source_becomes_a_plugin_and_the_compiler_cannot_read_files_of_the_server(@TempDir Path directory)
            throws IOException {
        Path secret = Files.writeString(directory.resolve("secret"), "first-key\n");
        try (var launcher =
                SandboxLauncher.open(Files.createDirectory(directory.resolve("run")), SandboxSettings.DEFAULT)) {
            var build = Toolchains.build(launcher);
            try (var job = build.open()) {
                GoBuildTest.write(job, "main.go", SOURCE.formatted("stddef.h"));
                assertThat(build.build(job)).isInstanceOf(Built.Plugin.class);
            }
            try (var job = build.open()) {
                GoBuildTest.write(job, "main.go", SOURCE.formatted(secret));
                assertThat(build.build(job)).isInstanceOfSatisfying(Built.Rejected.class, rejected -> {
                    assertThat(rejected.output()).contains("No such file").doesNotContain("first-key");
                });
            }
        } catch (SandboxLauncher.Unavailable e) {
            abort("no sandboxes here: " + e.getMessage());
        }
    }
}
