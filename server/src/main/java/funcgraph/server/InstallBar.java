package funcgraph.server;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * How an installation goes. On a terminal a bar that counts runtimes, with the step, what it has fetched and unpacked so
 * far, and how long it takes; elsewhere a line for each step. How much will come only the package clients know, and they
 * do not tell.
 */
final class InstallBar implements AutoCloseable {

    private static final Duration TICK = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int WIDTH = 20;
    private static final int MAX_STEP = 40;
    private static final double MEGABYTE = 1024 * 1024;
    private static final String CLEAR = "\r\033[K";

    private final PrintStream out;
    private final boolean terminal;
    private final Path work;
    private final int total;
    private final Thread ticker =
            Thread.ofPlatform().daemon().name("install-bar").unstarted(this::tick);
    private int begun;
    private String step = "";
    private long since;

    private InstallBar(PrintStream out, boolean terminal, Path work, int total) {
        this.out = out;
        this.terminal = terminal;
        this.work = work;
        this.total = total;
    }

    /**
     * Begins.
     *
     * @param terminal whether {@code out} is one
     * @param work the folder that grows meanwhile
     * @param total how many runtimes there are to install
     */
    static InstallBar begin(PrintStream out, boolean terminal, Path work, int total) {
        var bar = new InstallBar(out, terminal, work, total);
        if (terminal) {
            bar.ticker.start();
        }
        return bar;
    }

    /** A step of the installer: the next runtime's, or another. */
    synchronized void step(String text) {
        if (!terminal) {
            out.println(text);
            return;
        }
        begun += text.contains(": fetching ") ? 1 : 0;
        step = text.length() > MAX_STEP ? text.substring(0, MAX_STEP - 1) + "…" : text;
        since = System.nanoTime();
        draw(0);
    }

    /** Clears the line. */
    @Override
    public void close() {
        if (ticker.isAlive()) {
            ticker.interrupt();
            try {
                ticker.join(PATIENCE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            synchronized (this) {
                out.print(CLEAR);
                out.flush();
            }
        }
    }

    private void tick() {
        try {
            while (true) {
                Thread.sleep(TICK);
                long bytes = bytes();
                synchronized (this) {
                    if (!step.isEmpty()) {
                        draw(bytes);
                    }
                }
            }
        } catch (InterruptedException done) {
            Thread.currentThread().interrupt();
        }
    }

    private void draw(long bytes) {
        int done = Math.max(0, Math.min(begun, total) - 1);
        int filled = total == 0 ? 0 : done * WIDTH / total;
        out.printf(
                Locale.ROOT,
                "%s[%s%s] %d/%d %s %.1f MB, %d s",
                CLEAR,
                "=".repeat(filled),
                " ".repeat(WIDTH - filled),
                Math.min(begun, total),
                total,
                step,
                bytes / MEGABYTE,
                Duration.ofNanos(System.nanoTime() - since).toSeconds());
        out.flush();
    }

    /** Files come and go while it is counted. */
    private long bytes() {
        try (Stream<Path> tree = Files.walk(work)) {
            return tree.mapToLong(InstallBar::size).sum();
        } catch (IOException | UncheckedIOException changing) {
            return 0;
        }
    }

    private static long size(Path file) {
        try {
            return Files.isRegularFile(file) ? Files.size(file) : 0;
        } catch (IOException gone) {
            return 0;
        }
    }
}
