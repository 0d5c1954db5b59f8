package funcgraph.domain.log;

import java.util.Arrays;
import java.util.Optional;

/** How severe a line of a function's log is. Its number is how it is kept. */
public enum LogLevel {
    /** What the function printed by itself; asked for by severity it counts as {@link #INFO}. */
    PLAIN(0, "", 2),
    DEBUG(1, "DEBUG", 1),
    INFO(2, "INFO", 2),
    WARN(3, "WARN", 3),
    ERROR(4, "ERROR", 4),
    /** What the platform says about a call; counts as {@link #INFO}, too. */
    PLATFORM(5, "PLATFORM", 2);

    private final int number;
    private final String wireName;
    private final int severity;

    LogLevel(int number, String wireName, int severity) {
        this.number = number;
        this.wireName = wireName;
        this.severity = severity;
    }

    public String wireName() {
        return wireName;
    }

    /** As it is kept. */
    public int number() {
        return number;
    }

    /** The level that is kept under that number. */
    public static LogLevel numbered(int number) {
        return Arrays.stream(values())
                .filter(level -> level.number == number)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("a level of number " + number));
    }

    /** The level of that name in any case; empty when there is none. */
    public static Optional<LogLevel> named(String name) {
        return Arrays.stream(values())
                .filter(level -> level != PLAIN && level.wireName.equalsIgnoreCase(name))
                .findFirst();
    }

    /** Whether a line of this level is shown to who asks for {@code least}; PLATFORM asks for the platform's alone. */
    public boolean isAtLeast(LogLevel least) {
        return least == PLATFORM ? this == PLATFORM : severity >= least.severity;
    }

    /**
     * The level of a printed line: that of the context's logger, {@code TIME REQUEST-ID LEVEL TEXT} (runtimes 1.5), where
     * Python says WARNING and CRITICAL; else {@link #PLAIN}.
     */
    public static LogLevel of(String line, String requestId) {
        int id = line.indexOf(' ') + 1;
        if (id <= 0 || !line.startsWith(requestId, id)) {
            return PLAIN;
        }
        int level = id + requestId.length() + 1;
        int end = line.indexOf(' ', level);
        if (end < 0) {
            return PLAIN;
        }
        return switch (line.substring(level, end)) {
            case "DEBUG" -> DEBUG;
            case "INFO" -> INFO;
            case "WARN", "WARNING" -> WARN;
            case "ERROR", "CRITICAL", "FATAL" -> ERROR;
            default -> PLAIN;
        };
    }
}
