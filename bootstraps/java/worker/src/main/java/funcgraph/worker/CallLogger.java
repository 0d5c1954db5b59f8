package funcgraph.worker;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** The log of one call: lines of the shape {@code <UTC time> <request id> <LEVEL> <text>}; long ones are split. */
final class CallLogger
        implements com.huawei.services.runtime.RuntimeLogger,
                com.services.runtime.RuntimeLogger,
                com.opentelekomcloud.services.runtime.RuntimeLogger {

    private enum Level {
        DEBUG,
        INFO,
        WARN,
        ERROR
    }

    private static final int MAX_LINE_CHARS = 90 * 1024;

    private final transient String requestId;
    /** By this name because the ContextHelper of Open Telekom Cloud reads it out of the context's JSON. */
    private volatile Level logLevel = Level.INFO;

    CallLogger(String requestId) {
        this.requestId = requestId;
    }

    @Override
    public void log(String message) {
        print(Level.INFO, message);
    }

    @Override
    public void debug(String message) {
        printFrom(Level.DEBUG, message);
    }

    @Override
    public void info(String message) {
        printFrom(Level.INFO, message);
    }

    @Override
    public void warn(String message) {
        printFrom(Level.WARN, message);
    }

    @Override
    public void error(String message) {
        printFrom(Level.ERROR, message);
    }

    @Override
    public void setLevel(String level) {
        try {
            logLevel = Level.valueOf(String.valueOf(level).toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            // The level stays.
        }
    }

    private void printFrom(Level level, String message) {
        if (level.compareTo(logLevel) >= 0) {
            print(level, message);
        }
    }

    private void print(Level level, String message) {
        String text = String.valueOf(message);
        String start = Instant.now().truncatedTo(ChronoUnit.SECONDS) + " " + requestId + " " + level + " ";
        for (int at = 0; at == 0 || at < text.length(); at += MAX_LINE_CHARS) {
            Output.line(start + text.substring(at, Math.min(text.length(), at + MAX_LINE_CHARS)));
        }
    }
}
