package funcgraph.runtime.build;

import funcgraph.runtime.launch.Child;
import funcgraph.runtime.launch.Launch;
import funcgraph.runtime.launch.Launcher;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A program that was run to its end.
 *
 * @param status its exit status; {@link #OVERDUE} when it was killed because its time was over
 * @param output the beginning of what it printed
 */
record Errand(int status, String output) {

    static final int OVERDUE = -1;

    private static final int MOST_OUTPUT_BYTES = 64 * 1024;
    private static final int DRAIN_EVERY_MILLIS = 20;
    private static final Duration REAPING = Duration.ofSeconds(10);

    boolean succeeded() {
        return status == 0;
    }

    boolean overdue() {
        return status == OVERDUE;
    }

    /** Runs {@code launch}; after {@code limit} it is killed with all it started. Blocks. */
    static Errand run(Launcher launcher, Launch launch, Duration limit) throws IOException {
        Child child = launcher.start(launch);
        var output = new Output();
        var exited = child.exited().toCompletableFuture();
        long end = System.nanoTime() + limit.toNanos();
        try {
            while (System.nanoTime() < end) {
                if (waited(exited, Duration.ofMillis(DRAIN_EVERY_MILLIS))) {
                    child.drainOutput(output);
                    return new Errand(exited.join().status(), output.text());
                }
                child.drainOutput(output); // a full pipe would stop it
            }
            child.kill();
            waited(exited, REAPING);
            return new Errand(OVERDUE, output.text());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while " + child.name() + " ran");
        } finally {
            child.kill();
        }
    }

    private static boolean waited(CompletableFuture<Child.Exit> exited, Duration time) throws InterruptedException {
        try {
            exited.get(time.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a child's end never fails", e);
        }
    }

    private static final class Output implements Child.Output {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        @Override
        public void accept(byte[] printed, int length) {
            bytes.write(printed, 0, Math.min(length, MOST_OUTPUT_BYTES - bytes.size()));
        }

        String text() {
            return bytes.toString(StandardCharsets.UTF_8);
        }
    }
}
