package funcgraph.runtime.pool;

import static org.assertj.core.api.Assertions.assertThat;

import funcgraph.domain.FunctionKey;
import funcgraph.domain.InvokeOutcome;
import funcgraph.domain.RuntimeName;
import funcgraph.runtime.catalog.RuntimeCatalog;
import funcgraph.runtime.launch.Launcher;
import funcgraph.runtime.launch.LocalLauncher;
import funcgraph.runtime.worker.Call;
import funcgraph.runtime.worker.Launches;
import funcgraph.runtime.worker.WorkerSpec;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A pool on real event loops with real interpreters, and functions written into a directory of the test. */
final class Workshop implements AutoCloseable {

    static final int LOOPS = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final Duration POLL = Duration.ofMillis(10);
    private static final AtomicInteger REQUESTS = new AtomicInteger();

    final Vertx vertx =
            Vertx.vertx(new VertxOptions().setEventLoopPoolSize(LOOPS).setPreferNativeTransport(true));
    final ConcurrentLinkedQueue<WorkerSpec> crewsEnded = new ConcurrentLinkedQueue<>();
    final WorkerPool pool;
    private final Launcher launcher;
    private final Path directory;
    private final List<Context> loops;

    Workshop(PoolLimits limits) {
        this(limits, new LocalLauncher());
    }

    Workshop(PoolLimits limits, Launcher launcher) {
        this(limits, launcher, temporary());
    }

    /** @param directory deleted at the end */
    Workshop(PoolLimits limits, Launcher launcher, Path directory) {
        this(limits, launcher, directory, Optional::empty);
    }

    Workshop(PoolLimits limits, Launcher launcher, Path directory, Launches.GoWorker goWorker) {
        Awaitility.setDefaultTimeout(PATIENCE);
        Awaitility.setDefaultPollInterval(POLL);
        this.launcher = launcher;
        this.directory = directory;
        try {
            pool = await(WorkerPool.open(
                            vertx,
                            LOOPS,
                            RuntimeCatalog.ofMachine(System.getenv("PATH"), true),
                            launcher,
                            directory.resolve("run"),
                            limits,
                            goWorker,
                            crewsEnded::add)
                    .toCompletionStage()
                    .toCompletableFuture());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        loops = Stream.generate(vertx::getOrCreateContext).limit(LOOPS).toList();
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("workshop");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A handler that answers its process id once the file exists that its event names, or at once when that is empty. */
    static final String GATE = """
            import os, time
            def handler(event, context):
                while event and not os.path.exists(event):
                    time.sleep(0.005)
                return os.getpid()
            """;

    static PoolLimits limits() {
        return PoolLimits.forProcessors(2);
    }

    /** The event for {@link #GATE} that keeps a call until {@link #open(String)}. */
    String closed(String gate) {
        return "\"" + directory.resolve(gate) + "\"";
    }

    void open(String gate) {
        write(directory.resolve(gate), "");
    }

    Path directory() {
        return directory;
    }

    WorkerSpec python(String name, String code) {
        return spec(name, 1, RuntimeName.PYTHON_3_11, "index.py", code);
    }

    WorkerSpec node(String name, String code) {
        return spec(name, 1, RuntimeName.NODE_20_15, "index.js", code);
    }

    WorkerSpec spec(String name, long revision, RuntimeName runtime, String file, String code) {
        Path codeDirectory = directory.resolve(name + "-" + revision).resolve("code");
        write(codeDirectory.resolve(file), code);
        return new WorkerSpec(
                new FunctionKey("project", "default", name),
                "latest",
                revision,
                runtime,
                codeDirectory,
                "index.handler",
                Optional.empty(),
                30,
                512,
                600,
                Map.of(),
                Map.of());
    }

    static WorkerSpec limited(WorkerSpec spec, int timeoutSeconds, int memoryMb) {
        return new WorkerSpec(
                spec.function(),
                spec.version(),
                spec.revision(),
                spec.runtime(),
                spec.codeDirectory(),
                spec.handler(),
                spec.initializer(),
                timeoutSeconds,
                memoryMb,
                spec.cpuMillicores(),
                spec.userData(),
                spec.encryptedUserData());
    }

    static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    InvokeOutcome invoke(WorkerSpec spec, String event) {
        return await(start(spec, event));
    }

    CompletableFuture<InvokeOutcome> start(WorkerSpec spec, String event) {
        return start(spec, event.getBytes(StandardCharsets.UTF_8), Duration.ofSeconds(30));
    }

    CompletableFuture<InvokeOutcome> start(WorkerSpec spec, byte[] event, Duration wait) {
        int number = REQUESTS.getAndIncrement();
        var answer = new CompletableFuture<InvokeOutcome>();
        var call = new Call("request-" + number, "", Buffer.buffer(event));
        loops.get(number % LOOPS)
                .runOnContext(ignored -> Leases.using(
                                pool.lease(spec, System.nanoTime() + wait.toNanos()), lease -> lease.call(call))
                        .onComplete((outcome, failure) -> {
                            if (failure == null) {
                                answer.complete(outcome);
                            } else {
                                answer.completeExceptionally(failure);
                            }
                        }));
        return answer;
    }

    <T> CompletableFuture<T> onLoop(int loop, java.util.function.Supplier<io.vertx.core.Future<T>> work) {
        var answer = new CompletableFuture<T>();
        loops.get(loop)
                .runOnContext(ignored -> work.get().onComplete((value, failure) -> {
                    if (failure == null) {
                        answer.complete(value);
                    } else {
                        answer.completeExceptionally(failure);
                    }
                }));
        return answer;
    }

    String answer(WorkerSpec spec, String event) {
        return text(invoke(spec, event));
    }

    static String text(InvokeOutcome outcome) {
        assertThat(outcome).isInstanceOf(InvokeOutcome.Answered.class);
        return new String(((InvokeOutcome.Answered) outcome).payload(), StandardCharsets.UTF_8);
    }

    static String log(InvokeOutcome outcome) {
        assertThat(outcome).isInstanceOf(InvokeOutcome.Answered.class);
        return new String(((InvokeOutcome.Answered) outcome).usage().logTail(), StandardCharsets.UTF_8);
    }

    InvokeOutcome.HandlerFailed failure(WorkerSpec spec, String event) {
        InvokeOutcome outcome = invoke(spec, event);
        assertThat(outcome).isInstanceOf(InvokeOutcome.HandlerFailed.class);
        return (InvokeOutcome.HandlerFailed) outcome;
    }

    static String error(InvokeOutcome.HandlerFailed failed) {
        return new String(failed.errorJson(), StandardCharsets.UTF_8);
    }

    static <T> T await(CompletableFuture<T> future) {
        try {
            return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** One that is dead but not yet reaped by whoever adopted it does not live. */
    static boolean alive(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
        } catch (IOException gone) {
            return false;
        }
    }

    /** Every test ends here: nothing may be left of what it started. */
    @Override
    public void close() {
        var started = new ArrayList<>(ProcessHandle.current().descendants().toList());
        int out = pool.stats().leasesOut();
        try {
            await(pool.close(Duration.ofSeconds(5)).toCompletionStage().toCompletableFuture());
            assertThat(pool.stats()).isEqualTo(new PoolStats(0, 0, 0, 0, 0));
        } finally {
            launcher.close();
            await(vertx.close().toCompletionStage().toCompletableFuture());
        }
        Awaitility.await().until(() -> started.stream().noneMatch(it -> alive(it.pid())));
        delete();
        assertThat(out).as("leases out at the end of the test").isZero();
    }

    private void delete() {
        try (var files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
