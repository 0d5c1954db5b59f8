package funcgraph.engine.async;

import java.time.Duration;

/**
 * Bounds of asynchronous invocation.
 *
 * @param queuedPerFunction most that wait or run of one function, counted by this node
 * @param queued most that wait or run of all
 * @param taken most that this node has taken and not ended, all functions together
 * @param runningPerFunction most that this node runs at a time of one function
 * @param keepEnded how long one that ended can be seen
 * @param keepEndedRows most that ended and can be seen
 */
public record AsyncSettings(
        long queuedPerFunction,
        long queued,
        int taken,
        int runningPerFunction,
        Duration keepEnded,
        long keepEndedRows) {}
