package funcgraph.runtime.pool;

import java.time.Duration;

/**
 * How much a pool may do at once.
 *
 * @param maxWorkers processes at any moment, generic ones included
 * @param memoryMb sum of the memory sizes of all processes at any moment, MB; one without code counts as
 *     {@link Seats#GENERIC_MB}
 * @param maxWorkersPerFunction over all versions and revisions of a function
 * @param maxWaitersPerRevision calls that may wait for a worker of one revision; the next is Overloaded at once
 * @param bootsAtOnce processes that may be starting at the same moment; more would only slow each other down
 * @param genericPerRuntime processes without code kept ready for each runtime that was ever used, 0 for none
 * @param keepAlive how long an idle worker stays
 * @param genericKeepAlive how long a runtime that is no longer used keeps its generic workers
 * @param growAfter how long a call waits for a busy worker to get free before another one is started
 * @param bootTimeout how long a process may take to say hello
 */
public record PoolLimits(
        int maxWorkers,
        int memoryMb,
        int maxWorkersPerFunction,
        int maxWaitersPerRevision,
        int bootsAtOnce,
        int genericPerRuntime,
        Duration keepAlive,
        Duration genericKeepAlive,
        Duration growAfter,
        Duration bootTimeout) {

    public PoolLimits {
        if (maxWorkers < 1 || memoryMb < 1 || maxWorkersPerFunction < 1 || bootsAtOnce < 1) {
            throw new IllegalArgumentException(
                    "maxWorkers, memoryMb, maxWorkersPerFunction and bootsAtOnce must be at least 1");
        }
        if (maxWaitersPerRevision < 1 || genericPerRuntime < 0) {
            throw new IllegalArgumentException(
                    "maxWaitersPerRevision must be at least 1, genericPerRuntime at least 0");
        }
    }

    /** For a machine with that many processors: 60 s of keep-alive, as the real platform's default. */
    public static PoolLimits forProcessors(int processors) {
        return new PoolLimits(
                400,
                Integer.MAX_VALUE,
                100,
                1000,
                Math.max(2, processors),
                1,
                Duration.ofSeconds(60),
                Duration.ofMinutes(10),
                Duration.ofMillis(10),
                Duration.ofSeconds(15));
    }

    public PoolLimits withMaxWorkers(int workers) {
        return new PoolLimits(
                workers,
                memoryMb,
                maxWorkersPerFunction,
                maxWaitersPerRevision,
                bootsAtOnce,
                genericPerRuntime,
                keepAlive,
                genericKeepAlive,
                growAfter,
                bootTimeout);
    }

    public PoolLimits withMemoryMb(int most) {
        return new PoolLimits(
                maxWorkers,
                most,
                maxWorkersPerFunction,
                maxWaitersPerRevision,
                bootsAtOnce,
                genericPerRuntime,
                keepAlive,
                genericKeepAlive,
                growAfter,
                bootTimeout);
    }

    public PoolLimits withMaxWorkersPerFunction(int workers) {
        return new PoolLimits(
                maxWorkers,
                memoryMb,
                workers,
                maxWaitersPerRevision,
                bootsAtOnce,
                genericPerRuntime,
                keepAlive,
                genericKeepAlive,
                growAfter,
                bootTimeout);
    }

    public PoolLimits withMaxWaitersPerRevision(int waiters) {
        return new PoolLimits(
                maxWorkers,
                memoryMb,
                maxWorkersPerFunction,
                waiters,
                bootsAtOnce,
                genericPerRuntime,
                keepAlive,
                genericKeepAlive,
                growAfter,
                bootTimeout);
    }

    public PoolLimits withGenericPerRuntime(int workers) {
        return new PoolLimits(
                maxWorkers,
                memoryMb,
                maxWorkersPerFunction,
                maxWaitersPerRevision,
                bootsAtOnce,
                workers,
                keepAlive,
                genericKeepAlive,
                growAfter,
                bootTimeout);
    }

    public PoolLimits withKeepAlive(Duration time) {
        return new PoolLimits(
                maxWorkers,
                memoryMb,
                maxWorkersPerFunction,
                maxWaitersPerRevision,
                bootsAtOnce,
                genericPerRuntime,
                time,
                genericKeepAlive,
                growAfter,
                bootTimeout);
    }
}
