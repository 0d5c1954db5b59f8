package funcgraph.engine.invoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import funcgraph.domain.CodePackage;
import funcgraph.domain.CodeType;
import funcgraph.domain.Quotas;
import funcgraph.store.PackageStore;
import funcgraph.store.archive.ArchiveLimits;
import funcgraph.store.archive.Archives;
import io.vertx.core.Vertx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CodeLayoutTest {

    @TempDir
    Path directory;

    private PackageStore packages;
    private CodeLayout layout;
    private Path home;

    @BeforeEach
    void open() {
        packages = new PackageStore(directory.resolve("packages"), Clock.systemUTC());
        layout = new CodeLayout(packages, new Archives(ArchiveLimits.of(Quotas.DOCUMENTED)));
        home = directory.resolve("home");
    }

    @Test
    void inline_code_lies_under_its_own_name_and_under_the_handlers() throws IOException {
        layout.lay(inline("src/test.py"), home);

        assertThat(home.resolve("code/index.py")).hasContent("source");
        assertThat(home.resolve("code/src/test.py")).hasContent("source");
    }

    @Test
    void a_handler_that_no_file_beside_it_can_be_named_after_leaves_the_code_in_place() throws IOException {
        layout.lay(inline("index.py/x.py"), home);
        assertThat(home.resolve("code/index.py")).hasContent("source");

        layout.lay(inline("ä".repeat(128) + ".py"), directory.resolve("other"));
        assertThat(directory.resolve("other/code/index.py")).hasContent("source");
    }

    @Test
    void the_functions_own_files_win_over_its_dependencys_even_where_a_folder_meets_a_file() throws IOException {
        var dependency = zip(Map.of("a.py", "theirs", "b/c.py", "theirs", "d.py", "theirs", "e/f.py", "theirs"));
        var own = zip(Map.of("a.py", "own", "b", "own", "d.py/x.py", "own", "e/g.py", "own"));

        layout.lay(archive(own, dependency), home);

        assertThat(home.resolve("code/a.py")).hasContent("own");
        assertThat(home.resolve("code/b")).hasContent("own");
        assertThat(home.resolve("code/d.py/x.py")).hasContent("own");
        assertThat(home.resolve("code/e/f.py")).hasContent("theirs");
        assertThat(home.resolve("code/e/g.py")).hasContent("own");
        assertThat(home.resolve("own")).doesNotExist();
    }

    @Test
    void code_that_is_not_stored_leaves_nothing_behind() {
        var missing = new CodePackage(CodeType.ZIP, "", "index.zip", "", 1, "0".repeat(128), "", List.of());

        assertThatThrownBy(() -> layout.lay(missing, home)).isInstanceOf(IllegalStateException.class);

        assertThat(home).doesNotExist();
    }

    @Test
    void it_refuses_to_block_an_event_loop() throws Exception {
        var vertx = Vertx.vertx();
        try {
            var refused = vertx.getOrCreateContext();
            var seen = new java.util.concurrent.CompletableFuture<Throwable>();
            refused.runOnContext(ignored -> {
                try {
                    layout.lay(inline("index.py"), home);
                    seen.complete(new AssertionError("it ran on the loop"));
                } catch (IOException | RuntimeException e) {
                    seen.complete(e);
                }
            });

            assertThat(seen.get(10, TimeUnit.SECONDS)).hasMessageContaining("event loop");
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        }
    }

    private CodePackage inline(String entryFile) {
        var stored = packages.put("source".getBytes(StandardCharsets.UTF_8));
        return new CodePackage(
                CodeType.INLINE, "", "index.py", entryFile, stored.sizeBytes(), stored.digest(), "", List.of());
    }

    private CodePackage archive(byte[] own, byte[] dependency) {
        var stored = packages.put(own);
        return new CodePackage(
                CodeType.ZIP,
                "",
                "index.zip",
                "",
                stored.sizeBytes(),
                stored.digest(),
                packages.put(dependency).digest(),
                List.of());
    }

    private static byte[] zip(Map<String, String> files) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
            for (var file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }
}
