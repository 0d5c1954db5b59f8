package funcgraph.domain;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the asynchronous invocations of a version or an alias are treated (functiongraph-api 2.7, 5.4).
 *
 * @param maxAgeSeconds how long one may wait and be tried, 1 to 86,400
 * @param maxRetries how often a function error is tried again, 0 to 3
 * @param statusLog whether each change of status is logged
 */
public record AsyncConfig(
        int maxAgeSeconds,
        int maxRetries,
        @Nullable AsyncDestination onSuccess,
        @Nullable AsyncDestination onFailure,
        boolean statusLog) {

    public static final int LONGEST_AGE_SECONDS = 86_400;
    public static final int USUAL_AGE_SECONDS = 3600;
    public static final int MOST_RETRIES = 3;
    public static final int USUAL_RETRIES = 1;

    /** What holds where none was made: function errors are not tried again (functiongraph-api 5.4). */
    public static final AsyncConfig NONE = new AsyncConfig(USUAL_AGE_SECONDS, 0, null, null, false);

    public AsyncConfig {
        if (maxAgeSeconds < 1 || maxAgeSeconds > LONGEST_AGE_SECONDS) {
            throw new IllegalArgumentException("an age of " + maxAgeSeconds + " s");
        }
        if (maxRetries < 0 || maxRetries > MOST_RETRIES) {
            throw new IllegalArgumentException(maxRetries + " retries");
        }
    }

    public Duration maxAge() {
        return Duration.ofSeconds(maxAgeSeconds);
    }

    /** Where an end of that status is told. */
    public Optional<AsyncDestination> destination(AsyncStatus ended) {
        return Optional.ofNullable(ended == AsyncStatus.SUCCESS ? onSuccess : onFailure);
    }
}
