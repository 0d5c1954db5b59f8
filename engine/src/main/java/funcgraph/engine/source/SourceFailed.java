package funcgraph.engine.source;

import org.jspecify.annotations.Nullable;

/** A source that cannot be reached, or not be used. The message is for the operator and holds no secrets. */
final class SourceFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SourceFailed(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
