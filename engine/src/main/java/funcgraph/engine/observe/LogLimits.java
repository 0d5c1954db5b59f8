package funcgraph.engine.observe;

import java.time.Duration;

/**
 * Bounds of the logs of functions.
 *
 * @param enabled whether they are kept at all
 * @param retention how long a line is kept
 * @param capacityBytes what the database may hold; the oldest lines go first
 * @param perCallBytes what is kept of the output of one call
 * @param queueBytes what may wait in memory to be written; more is left out
 * @param followers who may follow logs at a time
 */
public record LogLimits(
        boolean enabled, Duration retention, long capacityBytes, int perCallBytes, long queueBytes, int followers) {}
