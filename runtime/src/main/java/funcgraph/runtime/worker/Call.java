package funcgraph.runtime.worker;

import io.vertx.core.buffer.Buffer;

/**
 * One run of a handler.
 *
 * @param requestId what the context and the log show
 * @param alias the alias it was called by, or empty
 * @param event JSON text as UTF-8, at most 6 MB; empty counts as {@code {}}
 */
public record Call(String requestId, String alias, Buffer event) {}
