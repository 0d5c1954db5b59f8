package funcgraph.domain;

import org.jspecify.annotations.Nullable;

/** The headers that came with a call. */
@FunctionalInterface
public interface CallHeaders {

    /** A call that did not come over HTTP. */
    CallHeaders NONE = name -> null;

    /** A header's first value, by its name in any case; null when it is absent. */
    @Nullable
    String header(String name);
}
