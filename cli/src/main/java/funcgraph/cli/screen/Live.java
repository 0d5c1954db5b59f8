package funcgraph.cli.screen;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A terminal that shows one picture after the other and hears single keys. What it showed before comes back at the end,
 * also when a signal ends the command.
 */
public final class Live implements AutoCloseable {

    private static final String ENTER = "\033[?1049h\033[?25l\033[?7l";
    private static final String LEAVE = "\033[?7h\033[?25h\033[?1049l";
    private static final String HOME = "\033[H";
    private static final String REST_OF_LINE = "\033[K";
    private static final String REST_OF_SCREEN = "\033[J";
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final int USUAL_ROWS = 24;

    private final PrintWriter out;
    private final InputStream in;
    private final boolean hearing;
    private final Thread atExit = new Thread(this::restore, "terminal");
    private final AtomicBoolean restored = new AtomicBoolean();

    private Live(PrintWriter out, InputStream in, boolean hearing) {
        this.out = out;
        this.in = in;
        this.hearing = hearing;
    }

    /** Takes the terminal over; keys are heard when the input is one, too. */
    public static Live open(PrintWriter out) {
        var live = new Live(out, System.in, Terminal.INPUT.isThere() && Keyboard.keyByKey());
        Runtime.getRuntime().addShutdownHook(live.atExit);
        live.show(ENTER);
        return live;
    }

    /**
     * Draws over what is there rather than clearing first, which flickers. Lines that do not fit are left out; how many
     * fit is asked each time, since windows are drawn larger.
     */
    public void draw(String text) {
        var picture = new StringBuilder(HOME);
        var lines = text.lines().limit(Keyboard.rows(USUAL_ROWS) - 1L).toList();
        lines.forEach(line -> picture.append(line).append(REST_OF_LINE).append("\r\n"));
        show(picture.append(REST_OF_SCREEN).toString());
    }

    /** Waits, and answers whether one of the keys was typed meanwhile, in whatever case. */
    public boolean heard(String keys, Duration wait) throws InterruptedException {
        long end = System.nanoTime() + wait.toNanos();
        while (System.nanoTime() < end) {
            if (typed(keys)) {
                return true;
            }
            Thread.sleep(LOOK);
        }
        return false;
    }

    private boolean typed(String keys) {
        try {
            while (hearing && in.available() > 0) {
                int key = in.read();
                if (key >= 0 && keys.indexOf(Character.toLowerCase(key)) >= 0) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException("the terminal is gone: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        restore();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException shuttingDown) {
            // The hook runs, and finds that nothing is left to do.
        }
    }

    private void restore() {
        if (restored.compareAndSet(false, true)) {
            show(LEAVE);
            if (hearing) {
                Keyboard.lineByLine();
            }
        }
    }

    private void show(String text) {
        out.print(text);
        out.flush();
    }
}
