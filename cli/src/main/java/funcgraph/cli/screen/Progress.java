package funcgraph.cli.screen;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.LongConsumer;

/** A bar that grows while bytes leave, and is gone when they have left. */
public final class Progress implements LongConsumer, AutoCloseable {

    private static final int WIDTH = 30;
    private static final double MEGABYTE = 1024 * 1024;

    private final PrintWriter out;
    private final String what;
    private final long total;
    private int drawn = -1;

    private Progress(PrintWriter out, String what, long total) {
        this.out = out;
        this.what = what;
        this.total = total;
    }

    /**
     * A bar that is not drawn before something has left.
     *
     * @param total bytes
     */
    public static Progress of(PrintWriter out, String what, long total) {
        return new Progress(out, what, total);
    }

    @Override
    public void accept(long bytes) {
        int filled = total == 0 ? WIDTH : (int) (Math.min(bytes, total) * WIDTH / total);
        if (filled == drawn) {
            return;
        }
        drawn = filled;
        out.printf(
                Locale.ROOT,
                "\r%s [%s%s] %3d%% %.1f/%.1f MB",
                what,
                "=".repeat(filled),
                " ".repeat(WIDTH - filled),
                filled * 100 / WIDTH,
                Math.min(bytes, total) / MEGABYTE,
                total / MEGABYTE);
        out.flush();
    }

    /** Clears the line. */
    @Override
    public void close() {
        if (drawn >= 0) {
            out.print("\r\033[K");
            out.flush();
        }
    }
}
