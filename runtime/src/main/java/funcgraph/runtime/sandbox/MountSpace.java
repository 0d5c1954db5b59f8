package funcgraph.runtime.sandbox;

import funcgraph.runtime.kernel.Kernel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;

/**
 * A thread whose mounts are seen by nobody but itself and the processes that it starts. When the server dies, however
 * that comes about, the kernel takes them away with the thread; it kills those processes, too, since to it the parent
 * of a process is a thread.
 */
final class MountSpace implements AutoCloseable {

    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("parent-of-sandboxes").daemon().factory());
    private final Set<Path> shared = new HashSet<>();

    /**
     * Opens one. Blocks.
     *
     * @throws IOException when the kernel does not allow it
     */
    static MountSpace open() throws IOException {
        var space = new MountSpace();
        try {
            space.run(() -> {
                Kernel.leaveMounts();
                return true;
            });
            return space;
        } catch (IOException | RuntimeException e) {
            space.close();
            throw e;
        }
    }

    /** What is shown below {@code directory} later on shows in the sandboxes that have a part of it. */
    void share(Path directory) throws IOException {
        run(() -> {
            if (shared.add(directory)) {
                Kernel.share(directory);
            }
            return true;
        });
    }

    /** Shows a directory at another, empty one, read-only. It is gone from there when that one is deleted. */
    void show(Path directory, Path place) throws IOException {
        run(() -> {
            Kernel.showReadOnly(directory, place);
            return true;
        });
    }

    Process start(ProcessBuilder builder) throws IOException {
        return run(builder::start);
    }

    /** Whoever is interrupted while waiting still gets the result: nobody else would see to its end. */
    private <T> T run(Callable<T> task) throws IOException {
        boolean interrupted = false;
        try {
            Future<T> result = thread.submit(task);
            while (true) {
                try {
                    return result.get();
                } catch (InterruptedException later) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof IOException cause ? cause : new IOException(failed.getCause());
        } catch (RejectedExecutionException closed) {
            throw new IOException("the launcher is closed", closed);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        thread.shutdown();
    }
}
