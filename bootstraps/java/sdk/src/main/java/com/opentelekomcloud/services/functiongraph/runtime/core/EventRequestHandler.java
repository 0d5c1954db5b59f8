package com.opentelekomcloud.services.functiongraph.runtime.core;

import org.jspecify.annotations.Nullable;

/** A handler for the event of a trigger. */
public interface EventRequestHandler<Event extends TriggerEvent, Output extends @Nullable Object>
        extends RequestHandler<Event, Output> {}
