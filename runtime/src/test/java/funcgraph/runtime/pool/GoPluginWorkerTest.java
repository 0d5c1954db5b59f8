package funcgraph.runtime.pool;

import static org.assertj.core.api.Assertions.assertThat;

import funcgraph.domain.InvokeOutcome.RuntimeAbsent;
import funcgraph.domain.RuntimeName;
import funcgraph.runtime.build.Built;
import funcgraph.runtime.build.GoBuild;
import funcgraph.runtime.build.Toolchains;
import funcgraph.runtime.launch.LocalLauncher;
import funcgraph.runtime.sandbox.SandboxLauncher;
import funcgraph.runtime.sandbox.SandboxSettings;
import funcgraph.runtime.worker.WorkerSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Go1.8: the worker of plugins is built on this machine, and shown to the sandbox. */
class GoPluginWorkerTest {

    private static final String SOURCE = """
            package main

            import "huaweicloud.com/go-runtime/go-api/context"

            func Handler(payload []byte, ctx context.RuntimeContext) (interface{}, error) {
            	return string(payload) + " for " + ctx.GetFunctionName(), nil
            }
            """;

    @Test
    void a_plugin_runs_in_a_sandbox() throws Exception {
        Path directory = Files.createTempDirectory("plugin");
        var launcher = SandboxLauncher.open(directory.resolve("run"), SandboxSettings.DEFAULT);
        var build = Toolchains.build(launcher);
        build.prepare();
        try (var shop = new Workshop(Workshop.limits(), launcher, directory, build::worker);
                var job = build.open()) {
            Workshop.write(job.sourceDirectory().resolve("main.go"), SOURCE);
            assertThat(build.build(job)).isInstanceOfSatisfying(Built.Plugin.class, plugin -> {
                var spec = shop.spec("go", 1, RuntimeName.GO_1_8, "main.go", SOURCE);
                copy(plugin.file(), spec.codeDirectory().resolve(GoBuild.PLUGIN));
                assertThat(shop.answer(handler(spec), "7")).isEqualTo("7 for go");
            });
        }
    }

    @Test
    void without_a_toolchain_the_runtime_is_absent() throws Exception {
        try (var shop = new Workshop(Workshop.limits(), new LocalLauncher())) {
            var spec = shop.spec("go", 1, RuntimeName.GO_1_8, "main.go", SOURCE);
            assertThat(shop.invoke(spec, "7")).isInstanceOf(RuntimeAbsent.class);
        }
    }

    private static WorkerSpec handler(WorkerSpec spec) {
        return new WorkerSpec(
                spec.function(),
                spec.version(),
                spec.revision(),
                spec.runtime(),
                spec.codeDirectory(),
                "main.Handler",
                spec.initializer(),
                spec.timeoutSeconds(),
                spec.memoryMb(),
                spec.cpuMillicores(),
                spec.userData(),
                spec.encryptedUserData());
    }

    private static void copy(Path from, Path to) {
        try {
            Files.copy(from, to);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
