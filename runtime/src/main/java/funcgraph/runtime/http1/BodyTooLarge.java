package funcgraph.runtime.http1;

import java.io.IOException;

/** A body is longer than it may be; what follows of it was not read. */
public final class BodyTooLarge extends IOException {
    private static final long serialVersionUID = 1L;

    private final long bytes;

    BodyTooLarge(long bytes) {
        super("a body of %d bytes or more".formatted(bytes));
        this.bytes = bytes;
    }

    /** How long it is as far as is known. */
    public long bytes() {
        return bytes;
    }
}
