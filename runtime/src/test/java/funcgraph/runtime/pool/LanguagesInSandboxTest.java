package funcgraph.runtime.pool;

import static org.assertj.core.api.Assertions.assertThat;

import funcgraph.domain.RuntimeName;
import funcgraph.runtime.sandbox.SandboxLauncher;
import funcgraph.runtime.sandbox.SandboxSettings;
import funcgraph.runtime.worker.WorkerSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The languages whose workers are started in a way of their own. */
class LanguagesInSandboxTest {

    private Path directory;
    private Workshop shop;

    @BeforeEach
    void open() throws Exception {
        directory = Files.createTempDirectory("languages");
        shop = new Workshop(
                Workshop.limits(), SandboxLauncher.open(directory.resolve("run"), SandboxSettings.DEFAULT), directory);
    }

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void java_takes_its_heap_from_the_memory_size() throws IOException {
        var small = java("small", 128);
        var large = java("large", 1024);
        assertThat(Long.parseLong(shop.answer(small, "{}"))).isBetween(40L << 20, 100L << 20);
        assertThat(Long.parseLong(shop.answer(large, "{}"))).isBetween(700L << 20, 1000L << 20);
    }

    @Test
    void php_runs() {
        var spec = shop.spec(
                "php",
                1,
                RuntimeName.PHP_8_2,
                "index.php",
                "<?php function handler($event, $context) { return [__FILE__, $event]; }");
        assertThat(shop.answer(spec, "5")).isEqualTo("[\"/opt/function/code/index.php\",5]");
    }

    private WorkerSpec java(String name, int memoryMb) throws IOException {
        var spec = shop.spec(name, 1, RuntimeName.JAVA_17, "Heap.java", """
                public class Heap {
                    public long max(String event, com.services.runtime.Context context) {
                        return Runtime.getRuntime().maxMemory();
                    }
                }
                """);
        Path code = spec.codeDirectory();
        Path sdk = directory.resolve("run/bootstraps/java/sdk.jar");
        int status = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "--release",
                        "17",
                        "-cp",
                        sdk.toString(),
                        code.resolve("Heap.java").toString());
        assertThat(status).isZero();
        Path jar = code.resolve("heap.jar");
        try (var out = new java.util.jar.JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new java.util.zip.ZipEntry("Heap.class"));
            Files.copy(code.resolve("Heap.class"), out);
        }
        return new WorkerSpec(
                spec.function(),
                spec.version(),
                spec.revision(),
                spec.runtime(),
                code,
                "Heap.max",
                Optional.empty(),
                30,
                memoryMb,
                1000,
                Map.of(),
                Map.of());
    }
}
