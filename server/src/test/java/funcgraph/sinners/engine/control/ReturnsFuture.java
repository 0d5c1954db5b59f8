package funcgraph.sinners.engine.control;

import io.vertx.core.Future;

/** An event loop's future in the control plane. */
record ReturnsFuture(Future<String> answer) {}
