package funcgraph.http.iam;

import java.time.Duration;
import java.util.Map;

/** Leaves an identity call with an error. Never leaves this package. */
final class IamRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient IamStatus status;
    private final String reason;
    private final transient Map<String, String> headers;

    private IamRefused(IamStatus status, String reason, Map<String, String> headers) {
        super(reason, null, false, false);
        this.status = status;
        this.reason = reason;
        this.headers = headers;
    }

    IamRefused(IamStatus status, String reason) {
        this(status, reason, Map.of());
    }

    static IamRefused tooMany(Duration retryAfter) {
        long seconds = Math.max(1, retryAfter.plusMillis(999).toSeconds());
        return new IamRefused(
                IamStatus.TOO_MANY_REQUESTS,
                "Too many wrong passwords for this user, try again in " + seconds + " s.",
                Map.of("Retry-After", Long.toString(seconds)));
    }

    IamStatus status() {
        return status;
    }

    String reason() {
        return reason;
    }

    Map<String, String> headers() {
        return headers;
    }
}
