package funcgraph.http;

import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Which requests leave a line in the server's log. */
public enum AccessLog {
    OFF,
    /** Those that were answered with 400 or above. */
    ERRORS,
    ALL;

    /** Under this name every line of the server's log that is about a request carries the request's id. */
    public static final String REQUEST_ID = "request_id";

    private static final Logger LOG = LoggerFactory.getLogger("funcgraph.access");
    private static final int FIRST_ERROR = 400;

    /** Writes the line, if one is wanted. {@code begunNanos} is not looked at when none ever is. */
    void tell(HttpServerRequest request, String requestId, long begunNanos, int status) {
        if (this == OFF || (this == ERRORS && status < FIRST_ERROR)) {
            return;
        }
        long micros = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - begunNanos);
        var from =
                request.remoteAddress() == null ? "-" : request.remoteAddress().hostAddress();
        MDC.put(REQUEST_ID, requestId);
        try {
            LOG.info("{} {} {} {} us from {}", request.method(), request.path(), status, micros, from);
        } finally {
            MDC.remove(REQUEST_ID);
        }
    }
}
