package funcgraph.runtime.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import funcgraph.runtime.worker.WorkerSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What user code does when its worker is ended, and what not when it is killed. */
class PreStopTest {

    private static PoolLimits limits() {
        return Workshop.limits().withGenericPerRuntime(0);
    }

    /** Writes a file when it is told to stop; or never ends. */
    private static WorkerSpec stopping(Workshop shop, String language, String name, boolean hangs) {
        Path file = file(shop, name);
        WorkerSpec spec = language.equals("node")
                ? shop.node(name, """
                        const fs = require('fs');
                        exports.handler = async () => process.pid;
                        exports.stop = (context, callback) => {
                          fs.writeFileSync('%s', 'stopped ' + context.getFunctionName());
                          if (!%s) callback(null, '');
                        };
                        """.formatted(file, hangs))
                : shop.python(name, """
                        import os, time
                        def handler(event, context):
                            return os.getpid()
                        def stop(context):
                            with open("%s", "w") as file:
                                file.write("stopped " + context.getFunctionName())
                            time.sleep(%d)
                        """.formatted(file, hangs ? 60 : 0));
        return spec.withPreStop(new WorkerSpec.PreStop("index.stop", 1));
    }

    private static Path file(Workshop shop, String name) {
        return shop.directory().resolve(name + ".stopped");
    }

    @ParameterizedTest
    @ValueSource(strings = {"node", "python"})
    void runs_when_an_idle_worker_is_retired(String language) {
        try (var shop = new Workshop(limits())) {
            var spec = stopping(shop, language, "retired", false);
            shop.answer(spec, "{}");
            shop.pool.retireAll(spec.function());
            await().until(() -> shop.pool.stats().workersAlive() == 0);
            assertThat(file(shop, "retired")).hasContent("stopped retired");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"node", "python"})
    void runs_after_the_keep_alive(String language) {
        try (var shop = new Workshop(limits().withKeepAlive(Duration.ofMillis(100)))) {
            shop.answer(stopping(shop, language, "kept", false), "{}");
            await().until(() -> shop.pool.stats().workersAlive() == 0);
            assertThat(file(shop, "kept")).hasContent("stopped kept");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"node", "python"})
    void has_its_time_and_no_more(String language) {
        try (var shop = new Workshop(limits())) {
            var spec = stopping(shop, language, "hangs", true);
            shop.answer(spec, "{}");
            long began = System.nanoTime();
            shop.pool.retireAll(spec.function());
            await().until(() -> shop.pool.stats().workersAlive() == 0);
            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isBetween(Duration.ofMillis(900), Duration.ofSeconds(5));
            assertThat(file(shop, "hangs")).exists();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"node", "python"})
    void runs_when_the_server_stops(String language) throws Exception {
        Path kept = Files.createTempFile("stopped", ".txt");
        try (var shop = new Workshop(limits())) {
            var spec = stopping(shop, language, "server", false);
            shop.answer(spec, "{}");
            Workshop.await(shop.pool
                    .close(Duration.ZERO, Duration.ofSeconds(10))
                    .toCompletionStage()
                    .toCompletableFuture());
            Files.copy(file(shop, "server"), kept, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
        assertThat(kept).hasContent("stopped server");
        Files.delete(kept);
    }
}
