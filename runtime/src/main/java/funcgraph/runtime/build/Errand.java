package funcgraph.runtime.build;

import funcgraph.runtime.launch.Child;
import funcgraph.runtime.launch.Launch;
import funcgraph.runtime.launch.Launcher;
import funcgraph.runtime.launch.Settlement;
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
 * @param exit how it ended; {@link #OVERDUE} when it was killed because its time was over
 * @param printed what it printed, or the beginning of it
 */
record Errand(Child.Exit exit, byte[] printed) {

    private static final Child.Exit OVERDUE = new Child.Exit(-1, false);

    private static final int DRAIN_EVERY_MILLIS = 20;
    private static final Duration REAPING = Duration.ofSeconds(10);

    boolean succeeded() {
        return exit.status() == 0;
    }

    boolean overdue() {
        return exit.equals(OVERDUE);
    }

    String output() {
        return new String(printed, StandardCharsets.UTF_8);
    }

    /** Runs {@code launch}; after {@code limit} it is killed with all it started. Blocks. */
    static Errand run(Launcher launcher, Launch launch, Duration limit, int mostBytes) throws IOException {
        Child child = launcher.start(launch);
        try {
            return finish(child, limit, mostBytes);
        } finally {
            child.kill();
        }
    }

    /** As {@link #run}, of a program that begins when it has read where its code is: that is what it listens for. */
    static Errand runSettled(Launcher launcher, Launch launch, Settlement settlement, Duration limit, int mostBytes)
            throws IOException {
        Child child = launcher.start(launch);
        try {
            child.settle(settlement);
            String code = child.seenCode(settlement.code()) + "\n";
            try (var input = child.input()) {
                input.write(code.getBytes(StandardCharsets.UTF_8));
            }
            return finish(child, limit, mostBytes);
        } finally {
            child.kill();
        }
    }

    private static Errand finish(Child child, Duration limit, int mostBytes) throws IOException {
        var output = new Output(mostBytes);
        var exited = child.exited().toCompletableFuture();
        long end = System.nanoTime() + limit.toNanos();
        try {
            while (System.nanoTime() < end) {
                boolean over = waited(exited, Duration.ofMillis(DRAIN_EVERY_MILLIS));
                drain(child, output); // a full pipe would stop it
                if (over) {
                    return new Errand(exited.join(), output.bytes.toByteArray());
                }
            }
            child.kill();
            waited(exited, REAPING);
            return new Errand(OVERDUE, output.bytes.toByteArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while " + child.name() + " ran");
        }
    }

    /** One draining ends after so many bytes, however many there are. */
    private static void drain(Child child, Output output) {
        long before;
        do {
            before = output.seen;
            child.drainOutput(output);
        } while (output.seen > before);
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
        private final int most;
        private long seen;

        Output(int most) {
            this.most = most;
        }

        @Override
        public void accept(byte[] printed, int length) {
            seen += length;
            bytes.write(printed, 0, Math.min(length, most - bytes.size()));
        }
    }
}
