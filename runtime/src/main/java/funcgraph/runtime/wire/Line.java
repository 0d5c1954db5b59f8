package funcgraph.runtime.wire;

import io.vertx.core.buffer.Buffer;

/**
 * What the server says to one worker and hears from it, in the terms of docs/worker-protocol.md, however the two really
 * speak. Methods are to be called on the worker's loop.
 */
public interface Line {

    /** Who hears the worker. Told on the loop; after the end of the line nothing is told any more. */
    interface Listener {
        void received(Frame frame);

        /** What it sent cannot be read. {@code how} is a clause about the worker. */
        void garbled(String how);

        /** It closed its end: it is ending, and its exit will say why. */
        void hungUp();
    }

    void send(FrameType type, int callId, byte[] header, Buffer payload);

    /**
     * The call of that id, which is sent next, may be answered in pieces. A line that knows no pieces answers it whole.
     */
    default void stream(int callId, Outlet outlet) {}

    /**
     * The process has ended, so the line does.
     *
     * @param how a clause about the process; empty when the kernel ended it for want of memory
     * @param lastWords what it printed last
     */
    void ended(String how, String lastWords);
}
