package funcgraph.runtime.pool;

import funcgraph.runtime.worker.Door;
import funcgraph.runtime.worker.Launches;
import funcgraph.runtime.worker.Loop;
import funcgraph.runtime.worker.Mould;
import funcgraph.runtime.worker.Worker;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The part of the pool that lives on one event loop: the workers whose sockets it reads, and the calls that wait there. */
final class Shard extends VerticleBase implements Loop.Watched {

    private final int index;
    private final Path runDirectory;
    private final Launches launches;
    private final PoolLimits limits;
    private final Set<Worker> workers = new HashSet<>();
    private final Set<Crew> hungry = new LinkedHashSet<>();
    private final AtomicInteger alive = new AtomicInteger();
    private @Nullable Loop loop;
    private @Nullable Door door;
    private @Nullable Promise<Void> empty;

    Shard(int index, Path runDirectory, Launches launches, PoolLimits limits) {
        this.index = index;
        this.runDirectory = runDirectory;
        this.launches = launches;
        this.limits = limits;
    }

    @Override
    public Future<?> start() {
        loop = new Loop(vertx, context, index);
        door = new Door(loop, runDirectory.resolve("loop-" + index + ".sock"));
        return door.open();
    }

    @Override
    public Future<?> stop() {
        return door().close();
    }

    int index() {
        return index;
    }

    Loop loop() {
        return started(loop);
    }

    int alive() {
        return alive.get();
    }

    /** On the loop only. */
    Worker boot(Mould mould) {
        var worker = Worker.boot(loop(), door(), launches, mould, limits.bootTimeout());
        workers.add(worker);
        alive.incrementAndGet();
        worker.gone().onComplete((none, failure) -> {
            workers.remove(worker);
            alive.decrementAndGet();
            if (empty != null && workers.isEmpty()) {
                empty.tryComplete();
            }
        });
        return worker;
    }

    /** On any thread: from now on looks after the calls that wait in {@code crew} on this loop. */
    void lookAfter(Crew crew) {
        loop().run(() -> {
            hungry.add(crew);
            loop().watch(this);
        });
    }

    @Override
    public void tick(long nowNanos) {
        // A copy, because a call that is refused may be followed by another at once.
        for (Crew crew : List.copyOf(hungry)) {
            if (!crew.tick(this, nowNanos)) {
                hungry.remove(crew);
            }
        }
        if (hungry.isEmpty()) {
            loop().unwatch(this);
        }
    }

    /** On any thread. */
    void drainIdle() {
        loop().run(() -> workers.forEach(Worker::drainIdle));
    }

    /**
     * On any thread: ends all workers, those in a call when it ends or when {@code grace} is over, those that run their
     * pre-stop handler when {@code stopGrace} is over at the latest.
     */
    Future<Void> close(Duration grace, Duration stopGrace) {
        Promise<Void> done = Promise.promise();
        loop().run(() -> {
            empty = done;
            if (workers.isEmpty()) {
                done.tryComplete();
                return;
            }
            List.copyOf(workers).forEach(Worker::end);
            long calls = killLater(grace, worker -> !worker.isStopping());
            long all = killLater(stopGrace.compareTo(grace) > 0 ? stopGrace : grace, worker -> true);
            done.future().onComplete((none, failure) -> {
                vertx.cancelTimer(calls);
                vertx.cancelTimer(all);
            });
        });
        return done.future();
    }

    private long killLater(Duration wait, Predicate<Worker> which) {
        return vertx.setTimer(
                Math.max(1, wait.toMillis()),
                ignored -> List.copyOf(workers).stream()
                        .filter(which)
                        .forEach(worker -> worker.kill("the server is stopping")));
    }

    private Door door() {
        return started(door);
    }

    private static <T> T started(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException("the shard was not started");
        }
        return part;
    }
}
