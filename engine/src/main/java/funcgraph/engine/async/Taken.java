package funcgraph.engine.async;

import funcgraph.domain.AsyncConfig;
import funcgraph.domain.FunctionUrn;
import funcgraph.engine.invoke.Cancellation;
import funcgraph.store.QueuedEvent;

/** An invocation that this node has taken from the store and will, whatever happens, give exactly one {@link Completion}. */
record Taken(Lane lane, FunctionUrn urn, QueuedEvent row, AsyncConfig config, Cancellation cancellation) {}
