package funcgraph.runtime.launch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Starts what workers run in: a process of this machine, plain or in a sandbox, or a pod of a cluster. */
public interface Launcher extends AutoCloseable {

    /** Where a child that is shown this will find it. */
    Path seen(Shown shown);

    /** Where a child that was given this door finds it. */
    Path seenDoor(Path door);

    /**
     * Tells what nearly all children from now on will be shown, besides what is their own: whoever can make places for
     * such children ahead may begin. To be told once; returns at once.
     */
    default void prepare(List<Shown> shown) {}

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
