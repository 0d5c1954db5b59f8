package funcgraph.runtime.install;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Lets one installer at a time work on a directory. The kernel gives the lock back when its holder dies. */
final class InstallLock implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(30);
    private static final Duration BETWEEN = Duration.ofMillis(200);

    private final FileChannel channel;

    private InstallLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Waits while another holds it, half an hour at the most, and says so once. */
    static InstallLock take(Path file, Consumer<String> progress) throws InstallFailed, IOException {
        var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        boolean told = false;
        try {
            while (tryLock(channel) == null) {
                if (System.nanoTime() > deadline) {
                    channel.close();
                    throw new InstallFailed("another installation still holds " + file);
                }
                if (!told) {
                    progress.accept("waiting for another installation to end");
                    told = true;
                }
                Thread.sleep(BETWEEN);
            }
            return new InstallLock(channel);
        } catch (InterruptedException hurried) {
            channel.close();
            Thread.currentThread().interrupt();
            throw new InstallFailed("interrupted while waiting for another installation");
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
