package funcgraph.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;

/**
 * The machine's own rate of durable writes, done as SQLite's log does them: one page and its header at the end, then
 * {@code fdatasync}; after a thousand pages it begins again at the front, over blocks that the file already has.
 */
final class DiskSync implements AutoCloseable {

    private static final int FRAME_BYTES = 4096 + 24;
    private static final int FRAMES = 1000;

    private final FileChannel log;
    private final ByteBuffer frame = ByteBuffer.allocateDirect(FRAME_BYTES);
    private int next;

    /** In the directory whose file system is measured. */
    DiskSync(Path directory) throws IOException {
        log = FileChannel.open(
                directory.resolve("sync-probe"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    Latencies measure(Duration time) throws Exception {
        long before = System.nanoTime();
        var each = Stopwatch.measure(time, this::commit);
        return Latencies.of(List.of(each), (System.nanoTime() - before) / 1e9);
    }

    @Override
    public void close() throws IOException {
        log.close();
    }

    private void commit() throws IOException {
        frame.clear();
        frame.putLong(0, System.nanoTime());
        long at = (long) next * FRAME_BYTES;
        while (frame.hasRemaining()) {
            at += log.write(frame, at);
        }
        log.force(false);
        next = (next + 1) % FRAMES;
    }
}
