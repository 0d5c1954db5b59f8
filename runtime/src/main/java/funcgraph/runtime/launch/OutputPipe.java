package funcgraph.runtime.launch;

import java.io.IOException;
import java.io.InputStream;

/** What a process of this machine prints, read only as far as it has already arrived. */
public final class OutputPipe {

    private static final int DRAIN_BYTES = 64 * 1024;
    private static final ThreadLocal<byte[]> DRAINED = ThreadLocal.withInitial(() -> new byte[DRAIN_BYTES]);

    private final InputStream output;

    public OutputPipe(Process process) {
        this.output = process.getInputStream();
    }

    /** {@code available} tells how much can be read without waiting, so a pipe needs no thread that sits in it. */
    public void drain(Child.Output into) {
        try {
            for (int there = output.available(); there > 0; there = output.available()) {
                byte[] bytes = DRAINED.get();
                int read = output.read(bytes, 0, Math.min(there, bytes.length));
                if (read <= 0) {
                    return;
                }
                into.accept(bytes, read);
                if (read == bytes.length) {
                    return; // whoever floods its log waits for the next round
                }
            }
        } catch (IOException closed) {
            // The pipe went away with its process: there is nothing more to read.
        }
    }
}
