package funcgraph.contract;

import org.jspecify.annotations.Nullable;

/** Body and answer of {@code …/tracing}. */
public record TracingBody(
        @Nullable String tracingAk, @Nullable String tracingSk) {

    @Override
    public String toString() {
        return "TracingBody[" + tracingAk + ", ***]";
    }
}
