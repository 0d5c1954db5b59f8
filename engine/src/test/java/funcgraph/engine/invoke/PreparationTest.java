package funcgraph.engine.invoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import funcgraph.domain.Function;
import funcgraph.domain.Quotas;
import funcgraph.store.PackageStore;
import funcgraph.store.archive.ArchiveLimits;
import funcgraph.store.archive.Archives;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreparationTest {

    private static final int PATIENCE_SECONDS = 10;
    private static final String SOURCE = "def handler(event, context): pass";

    @TempDir
    Path directory;

    private final Vertx vertx = Vertx.vertx();
    private final Hop hop = new Hop(vertx, 4);
    private final CountDownLatch read = new CountDownLatch(1);
    private PackageStore packages;
    private CodeTrees trees;
    private Function function;

    @BeforeEach
    void storeItsCode() {
        packages = new PackageStore(directory.resolve("packages"), Clock.systemUTC());
        var archives = new Archives(ArchiveLimits.of(Quotas.DOCUMENTED));
        trees = new CodeTrees(directory.resolve("code"), new CodeLayout(packages, archives), hop, 1);
        function = withCode(SOURCE);
    }

    @AfterEach
    void close() {
        hop.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void the_code_of_a_new_function_is_laid_and_its_head_read_before_anybody_calls_it() throws Exception {
        new Preparation(heads(1), trees, hop).begin(function);

        assertThat(read.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        // Named by their order: it is the first, and whoever uses the code gets that one.
        assertThat(laid(function)).isEqualTo(directory.resolve("code/1/code"));
        assertThat(directory.resolve("code/1/code/index.py")).hasContent(SOURCE);
    }

    @Test
    void what_nobody_has_called_takes_the_place_of_nothing_that_is_called() throws Exception {
        laid(function);

        new Preparation(heads(0), trees, hop).begin(withCode("second"));

        assertThat(laid(withCode("third")))
                .as("trees are named by their order, and the second has none")
                .isEqualTo(directory.resolve("code/2/code"));
        assertThat(read.getCount()).as("there is no room for a head").isOne();
    }

    @Test
    void what_nobody_has_called_makes_way_for_what_is_new() throws Exception {
        var preparation = new Preparation(heads(0), trees, hop);
        preparation.begin(function);
        await().until(() -> Files.exists(directory.resolve("code/1/code/index.py")));
        preparation.begin(withCode("other"));

        await().until(() -> Files.exists(directory.resolve("code/2/code/index.py")));
        await().until(() -> !Files.exists(directory.resolve("code/1")));
    }

    private Path laid(Function of) throws Exception {
        var use = trees.use(of.code());
        try {
            return use.ready().toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } finally {
            use.end();
        }
    }

    private Heads heads(int capacity) {
        return new Heads(
                key -> {
                    read.countDown();
                    return Optional.of(function);
                },
                capacity);
    }

    private Function withCode(String source) {
        var digest = packages.put(source.getBytes(StandardCharsets.UTF_8)).digest();
        var any = Samples.function(1);
        return any.changed(any.config(), Samples.inline(digest, "index.py"), "image", any.createdAt());
    }
}
