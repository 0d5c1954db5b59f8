package funcgraph.runtime.http1;

import java.io.IOException;

/** What arrived is not HTTP/1.1, or larger than it may be. The connection is of no further use. */
public final class MalformedHttp extends IOException {
    private static final long serialVersionUID = 1L;

    MalformedHttp(String reason) {
        super(reason);
    }
}
