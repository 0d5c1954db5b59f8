package funcgraph.sinners.server;

import java.io.IOException;

/** A process that no runtime looks after. */
final class StartsProcess {
    private StartsProcess() {}

    static Process start() throws IOException {
        return new ProcessBuilder("true").start();
    }
}
