package funcgraph.engine.control;

import static org.assertj.core.api.Assertions.assertThat;

import funcgraph.domain.CodeChange;
import funcgraph.domain.CodePackage;
import funcgraph.domain.CodeType;
import funcgraph.domain.ConfigChange;
import funcgraph.domain.ConfigLimits;
import funcgraph.domain.Function;
import funcgraph.domain.FunctionConfig;
import funcgraph.domain.FunctionKey;
import funcgraph.domain.Ids;
import funcgraph.domain.Precondition;
import funcgraph.domain.Quotas;
import funcgraph.domain.RuntimeName;
import funcgraph.engine.invoke.Admission;
import funcgraph.engine.invoke.CodeLayout;
import funcgraph.engine.invoke.CodeTrees;
import funcgraph.engine.invoke.Heads;
import funcgraph.engine.invoke.Hop;
import funcgraph.engine.invoke.LiveFunctions;
import funcgraph.engine.invoke.Preparation;
import funcgraph.engine.invoke.Published;
import funcgraph.runtime.build.GoBuild;
import funcgraph.runtime.catalog.RuntimeCatalog;
import funcgraph.runtime.launch.LocalLauncher;
import funcgraph.runtime.pool.PoolLimits;
import funcgraph.runtime.pool.WorkerPool;
import funcgraph.store.BoundRows;
import funcgraph.store.DependencyTable;
import funcgraph.store.FunctionTable;
import funcgraph.store.PackageStore;
import funcgraph.store.PublicationTable;
import funcgraph.store.Store;
import funcgraph.store.StoreSettings;
import funcgraph.store.archive.ArchiveLimits;
import funcgraph.store.archive.Archives;
import funcgraph.store.obs.ObjectStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes that cross: what one saw before the other was made. On a real store, without a runtime. */
class FunctionsTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final FunctionKey KEY = new FunctionKey("p", "default", "hello");
    private static final Precondition ALWAYS = new Precondition.Always();

    @TempDir
    Path directory;

    private final Vertx vertx = Vertx.vertx();
    private final Hop hop = new Hop(vertx, 10);
    private final FunctionTable table = new FunctionTable();
    private final PublicationTable publications = new PublicationTable();
    private Store store;
    private WorkerPool pool;
    private LocalLauncher launcher;
    private ObjectStore objects;
    private Functions functions;

    @BeforeEach
    void open() throws Exception {
        var clock = Clock.fixed(NOW, ZoneOffset.UTC);
        var random = new SplittableRandom(7);
        store = Store.open(StoreSettings.sqlite(directory.resolve("funcgraph.db")));
        launcher = new LocalLauncher();
        var none = RuntimeCatalog.ofMachine("", false);
        pool = done(WorkerPool.open(
                vertx,
                1,
                none,
                launcher,
                directory.resolve("run"),
                PoolLimits.forProcessors(1),
                Optional::empty,
                ended -> {}));
        var temporary = Files.createDirectories(directory.resolve("tmp"));
        objects = new ObjectStore(List.of(), 1 << 20, Duration.ofSeconds(1), temporary);
        var packages = new PackageStore(directory.resolve("packages"), clock);
        var archives = new Archives(ArchiveLimits.of(Quotas.DOCUMENTED));
        var go = new GoBuild(Optional::empty, "", directory.resolve("go"), launcher, GoBuild.Limits.USUAL);
        var snapshot = new Heads(key -> store.read(view -> table.find(view, key)), 10);
        var trees = new CodeTrees(directory.resolve("code"), new CodeLayout(packages, archives), hop, 10);
        var live = new LiveFunctions(
                snapshot,
                new Published(key -> KeptPublications.read(store, table, publications, key), 10),
                pool,
                new Admission(10),
                new Preparation(snapshot, trees, hop),
                (functionId, stays) -> {},
                () -> {});
        var heads = new KeptHeads(store, table, publications, live, Quotas.DOCUMENTED, clock, new Ids(() -> random));
        functions = new Functions(
                heads,
                new Versions(
                        new KeptPublications(store, table, publications, live, clock),
                        heads,
                        table,
                        publications,
                        new BoundRows(),
                        ConfigLimits.DOCUMENTED,
                        Quotas.DOCUMENTED),
                packages,
                new CodeIntake(packages, archives, objects, new GoIntake(go, packages, archives), Quotas.DOCUMENTED),
                new Dependencies(
                        store,
                        new DependencyTable(),
                        new DependencyIntake(packages, archives, objects),
                        new Dependencies.Settings(Quotas.DOCUMENTED, "", 512),
                        clock,
                        new Ids(() -> random)),
                ConfigLimits.DOCUMENTED,
                (agency, project) -> !agency.equals("undeclared"));
    }

    @AfterEach
    void close() {
        hop.close();
        done(pool.close(Duration.ZERO));
        launcher.close();
        objects.close();
        store.close();
        done(vertx.close());
    }

    @Test
    void new_code_keeps_the_dependency_that_is_there_when_it_is_stored() {
        var seen = stored();
        functions.updateConfig(seen, ALWAYS, change(null, ""));

        var after = functions.updateCode(seen, ALWAYS, source("x = 1"));

        assertThat(after.config().dependencyPkg()).isEmpty();
        assertThat(after.code().dependencyDigest()).isEmpty();
    }

    @Test
    void new_code_is_named_for_the_handler_that_is_there_when_it_is_stored() {
        var seen = stored();
        functions.updateConfig(seen, ALWAYS, change("other.handler", null));

        var after = functions.updateCode(seen, ALWAYS, source("x = 1"));

        assertThat(after.code().entryFile()).isEqualTo("other.py");
        assertThat(after.code().filename()).isEqualTo("index.py");
    }

    private Function stored() {
        var config = change("index.handler", "http://obs.example/b/old.zip")
                .applyTo(FunctionConfig.initial(RuntimeName.PYTHON_3_9));
        var code = new CodePackage(CodeType.INLINE, "", "index.py", "index.py", 0, "c0de", "de9", List.of());
        var function = new Function("id-1", KEY, 1, config, code, "image", NOW, NOW);
        store.write(tx -> {
            table.insert(tx, function);
            return function;
        });
        return function;
    }

    private static CodeChange source(String text) {
        return new CodeChange(List.of(), CodeType.INLINE, "", "", text.getBytes(StandardCharsets.UTF_8), null, null);
    }

    private static ConfigChange change(@Nullable String handler, @Nullable String dependencyPkg) {
        return new ConfigChange(
                List.of(),
                null,
                null,
                null,
                null,
                handler,
                null,
                null,
                null,
                null,
                dependencyPkg,
                null,
                null,
                ConfigChange.HookChange.NOTHING,
                null,
                ConfigChange.StrategyChange.NOTHING,
                null,
                null,
                ConfigChange.ExtrasChange.NOTHING,
                null);
    }

    private static <T> T done(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }
}
