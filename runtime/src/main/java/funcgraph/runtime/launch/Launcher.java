package funcgraph.runtime.launch;

import java.io.IOException;

/** Starts what workers run in: a process of this machine, or a pod of a cluster. */
public interface Launcher extends AutoCloseable {

    /**
     * Starts a child. May block for some milliseconds, so not to be called on an event loop.
     *
     * @throws IOException when the executable cannot be started; nothing is left behind
     */
    Child start(Launch launch) throws IOException;

    /** Ends what the launcher itself keeps running. Children that are still alive are killed. */
    @Override
    void close();
}
