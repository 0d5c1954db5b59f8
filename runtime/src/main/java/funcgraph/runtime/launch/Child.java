package funcgraph.runtime.launch;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.concurrent.CompletionStage;

/**
 * A process that was started. Methods return at once and may be called on an event loop, but for {@link #settle}, {@link #inNetwork}
 * and what is written to {@link #input}.
 */
public interface Child {

    /** How to call it in messages, such as its process id. */
    String name();

    /**
     * Gives it the code and the limits of what it becomes, before any of that code runs; once. From now on it cannot
     * reach the server's door any more. Blocks for some milliseconds.
     *
     * @throws IOException when it cannot be settled; it is of no use then, and should be killed
     */
    void settle(Settlement settlement) throws IOException;

    /** Where it sees the code that is at {@code code} here, once it has been settled with that. */
    Path seenCode(Path code);

    /**
     * Gives it next to no processor time, or again what it was settled with. Without a sandbox nothing comes of it: there
     * is nobody who could hold it back.
     */
    void rest(boolean resting);

    /**
     * Its standard input. Writing blocks when it does not read.
     *
     * @throws IllegalStateException when it was started without one
     */
    OutputStream input();

    /**
     * Makes a socket where the child's own sockets are, and says what came of it: a listener that only the child reaches,
     * or a connection to what the child listens on. Blocks as long as {@code maker} does; it runs on a platform thread
     * that is nobody else's, and only sockets that it makes itself are in the child's network.
     *
     * @throws IOException of {@code maker}, or when the child is gone
     */
    <T> T inNetwork(SocketMaker<T> maker) throws IOException;

    /** Hands on what it printed since the last time, if anything; never waits for more. */
    void drainOutput(Output into);

    /** Completes once it has ended and been reaped. */
    CompletionStage<Exit> exited();

    /** Kills it with all its descendants, at once and without asking. Killing twice does nothing more. */
    void kill();

    /** Its resident memory now, in KiB; 0 when unknown, or when the kernel itself holds it to its limit. */
    long residentKb();

    /** The highest resident memory it ever had, in KiB, 0 when unknown. */
    long peakKb();

    /** Makes a socket, or tries to. */
    @FunctionalInterface
    interface SocketMaker<T> {
        T make() throws IOException;
    }

    /** Takes printed bytes: {@code length} of them, from the start of {@code bytes}, which is used again. */
    @FunctionalInterface
    interface Output {
        void accept(byte[] bytes, int length);
    }

    /**
     * How a child ended.
     *
     * @param status exit status, or 128 plus the signal that ended it
     * @param outOfMemory whether its memory limit ended it; false when the launcher cannot know
     */
    record Exit(int status, boolean outOfMemory) {

        private static final int SIGNALLED = 128;

        public String text() {
            return status > SIGNALLED ? "was killed by signal " + (status - SIGNALLED) : "exited with status " + status;
        }
    }
}
