package com.opentelekomcloud.services.functiongraph.runtime.core;

import com.opentelekomcloud.services.runtime.Context;
import org.jspecify.annotations.Nullable;

/** A handler, for those who like it typed: {@code package.Class.handleRequest}. */
public interface RequestHandler<Input, Output extends @Nullable Object> {

    Output handleRequest(Input input, Context context);

    /** What runs once in each instance, before its first call. */
    default void initializer(Context context) {}

    /** Whether the instance is well; asked every 5 s where the function has a heartbeat. */
    default boolean heartbeat() {
        return true;
    }

    /** What runs once in each instance, before it is ended. */
    default void prestop() {}
}
