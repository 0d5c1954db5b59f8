package funcgraph.server.config;

import funcgraph.engine.observe.AuditLimits;
import funcgraph.engine.observe.LogLimits;
import funcgraph.http.AccessLog;
import java.time.Duration;
import java.util.List;

/** The keys of what functions print, part of {@link Keys}. */
public final class LogKeys {

    private static final long MIB = 1L << 20;
    private static final long MOST_BYTES = 1L << 40;
    private static final long MOST_PER_CALL = 64 * MIB;

    public static final Key<Boolean> ENABLED = key(
            "logs.enabled",
            new Kinds.Switch(),
            true,
            "Whether the output of functions is kept, and their calls are listed.");
    public static final Key<Integer> RETENTION = key(
            "logs.retention_hours", new Kinds.Whole(1, 87_600), 168, "How long a line of a function's log is kept.");
    public static final Key<Long> CAPACITY = key(
            "logs.capacity_bytes",
            new Kinds.Bytes(MOST_BYTES),
            1024 * MIB,
            "What the logs of all functions may take on the disk; the oldest lines go first.");
    public static final Key<Long> PER_CALL = key(
            "logs.per_call_bytes",
            new Kinds.Bytes(MOST_PER_CALL),
            256 * 1024L,
            "What is kept of the output of one call; a mark says how much more there was.");
    public static final Key<Long> QUEUE = key(
            "logs.queue_bytes",
            new Kinds.Bytes(MOST_BYTES),
            32 * MIB,
            "Output that waits in memory to be written; a mark says how much more was left out.");
    public static final Key<Integer> FOLLOWERS = key(
            "logs.followers",
            new Kinds.Whole(0, 10_000),
            64,
            "Most that follow logs at a time; the next is answered with 429.");

    public static final Key<Integer> AUDIT_DAYS =
            key("audit.keep_days", new Kinds.Whole(1, 36_500), 180, "How long the record of changes remembers one.");
    public static final Key<Integer> AUDIT_ROWS = key(
            "audit.keep_rows",
            new Kinds.Whole(1, Integer.MAX_VALUE),
            1_000_000,
            "Most changes that the record remembers; the oldest go first.");
    public static final Key<AccessLog> ACCESS = key(
            "log.access",
            Kinds.Choice.of(AccessLog.class),
            AccessLog.OFF,
            "Which requests leave a line in the server's log: none, those answered with 400 or above, or all.");

    static final List<Key<?>> ALL =
            List.of(ENABLED, RETENTION, CAPACITY, PER_CALL, QUEUE, FOLLOWERS, AUDIT_DAYS, AUDIT_ROWS, ACCESS);

    private LogKeys() {}

    static LogLimits limits(Settings from) {
        return new LogLimits(
                from.value(ENABLED),
                Duration.ofHours(from.value(RETENTION)),
                from.value(CAPACITY),
                Math.toIntExact(from.value(PER_CALL)),
                from.value(QUEUE),
                from.value(FOLLOWERS));
    }

    static AuditLimits audit(Settings from) {
        return new AuditLimits(Duration.ofDays(from.value(AUDIT_DAYS)), from.value(AUDIT_ROWS));
    }

    private static <T> Key<T> key(String name, Kind<T> kind, T byDefault, String meaning) {
        return new Key<>(name, kind, byDefault, false, null, meaning);
    }
}
