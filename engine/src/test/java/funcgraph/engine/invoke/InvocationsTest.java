package funcgraph.engine.invoke;

import static org.assertj.core.api.Assertions.assertThat;

import funcgraph.domain.CallHeaders;
import funcgraph.domain.FunctionKey;
import funcgraph.domain.FunctionUrn;
import funcgraph.domain.InvokeOutcome;
import funcgraph.domain.Qualifier;
import funcgraph.domain.Quotas;
import funcgraph.domain.Vpcs;
import funcgraph.engine.control.KeptHeads;
import funcgraph.engine.trace.Tracing;
import funcgraph.runtime.catalog.RuntimeCatalog;
import funcgraph.runtime.launch.LocalLauncher;
import funcgraph.runtime.pool.PoolLimits;
import funcgraph.runtime.pool.WorkerPool;
import funcgraph.runtime.worker.Call;
import funcgraph.store.FunctionTable;
import funcgraph.store.PackageStore;
import funcgraph.store.Store;
import funcgraph.store.StoreSettings;
import funcgraph.store.archive.ArchiveLimits;
import funcgraph.store.archive.Archives;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InvocationsTest {

    private static final FunctionUrn URN =
            new FunctionUrn("local", new FunctionKey("p", "default", "hello"), Qualifier.none());

    @TempDir
    Path directory;

    @Test
    void a_call_that_cannot_even_look_for_its_function_hears_that_the_platform_is_overloaded() throws Exception {
        assertThat(outcome(0, key -> Optional.empty())).isInstanceOf(InvokeOutcome.Overloaded.class);
    }

    @Test
    void a_call_that_needs_a_store_which_cannot_begin_hears_the_same() throws Exception {
        var store = Store.open(StoreSettings.sqlite(directory.resolve("funcgraph.db")));
        store.close();

        assertThat(outcome(1, key -> KeptHeads.read(store, new FunctionTable(), key)))
                .isInstanceOf(InvokeOutcome.Overloaded.class);
    }

    private InvokeOutcome outcome(int hopCapacity, Heads.Source source) throws Exception {
        var vertx = Vertx.vertx();
        try (var launcher = new LocalLauncher();
                var hop = new Hop(vertx, hopCapacity)) {
            var packages = new PackageStore(directory.resolve("packages"), Clock.systemUTC());
            var archives = new Archives(ArchiveLimits.of(Quotas.DOCUMENTED));
            var trees = new CodeTrees(directory.resolve("code"), new CodeLayout(packages, archives), hop, 1);
            var pool = done(WorkerPool.open(
                    vertx,
                    1,
                    RuntimeCatalog.ofMachine("", false),
                    launcher,
                    directory.resolve("run"),
                    PoolLimits.forProcessors(1),
                    Optional::empty,
                    trees::crewEnded));
            var invocations = new Invocations(
                    new Targets(
                            new Heads(source, 1),
                            new Published(key -> Optional.empty(), 1),
                            hop,
                            () -> new SplittableRandom(1)),
                    new AdmissionQueue(new Admission(1), vertx, Duration.ZERO, 1),
                    trees,
                    pool,
                    Clock.systemUTC(),
                    Duration.ofSeconds(1),
                    (agency, function) -> Optional.empty(),
                    Vpcs.NONE,
                    Tracing.off(),
                    (function, requestId) -> Call.Output.NONE,
                    ended -> {});
            var invoked = done(invocations.invoke(URN, "id", Buffer.buffer(), CallHeaders.NONE));
            done(pool.close(Duration.ZERO));
            return invoked.outcome();
        } finally {
            done(vertx.close());
        }
    }

    private static <T> T done(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }
}
