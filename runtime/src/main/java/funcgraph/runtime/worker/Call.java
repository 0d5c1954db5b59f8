package funcgraph.runtime.worker;

import funcgraph.runtime.wire.Outlet;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One run of a handler.
 *
 * @param requestId what the context and the log show
 * @param alias the alias it was called by, or empty
 * @param event JSON text as UTF-8, at most 6 MB; empty counts as {@code {}}
 * @param async whether nobody waits for the answer
 * @param credentials what user code may act with
 * @param output takes what the process prints while the call runs
 * @param outlet where the answer goes as it comes, of a function that answers so; null for one that is answered whole
 * @param trace which trace it is part of
 */
public record Call(
        String requestId,
        String alias,
        Buffer event,
        boolean async,
        Optional<Credentials> credentials,
        Output output,
        @Nullable Outlet outlet,
        Optional<Trace> trace) {

    /** A call that somebody waits for, without credentials, whose output is kept by nobody. */
    public Call(String requestId, String alias, Buffer event) {
        this(requestId, alias, event, false, Optional.empty(), Output.NONE, null, Optional.empty());
    }

    /** Takes printed bytes as they are read. Told on the worker's loop, before the outcome; it must not block. */
    @FunctionalInterface
    public interface Output {

        Output NONE = (bytes, from, length, own) -> {};

        /**
         * Takes {@code length} bytes from {@code from} on; the array is used again.
         *
         * @param own false when other calls ran in the process, and nobody can tell which of them printed this
         */
        void printed(byte[] bytes, int from, int length, boolean own);
    }

    /**
     * Where user code stands in a trace (W3C Trace Context).
     *
     * @param traceparent the header's value
     * @param traceId the part of it that names the trace
     */
    public record Trace(String traceparent, String traceId) {}

    /** The same, as part of a trace. */
    public Call tracedBy(String traceparent, String traceId) {
        var trace = new Trace(traceparent, traceId);
        return new Call(requestId, alias, event, async, credentials, output, outlet, Optional.of(trace));
    }

    /**
     * Temporary rights of the function's agency (runtimes 1.5).
     *
     * @param token good where the keys are, in {@code X-Auth-Token}
     */
    public record Credentials(String accessKey, String secretKey, String securityToken, String token) {

        @Override
        public String toString() {
            return "Credentials[accessKey=" + accessKey + ", secretKey=***, securityToken=***, token=***]";
        }
    }
}
