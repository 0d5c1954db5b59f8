package funcgraph.server.config;

import static funcgraph.server.config.Entries.Field.mandatory;

import java.net.URI;
import java.util.List;
import java.util.Map;

/** The keys of asynchronous invocation, part of {@link Keys}. */
public final class AsyncKeys {

    private static final int MOST = Integer.MAX_VALUE;

    public static final Key<Integer> QUEUED = key(
            "async.queued",
            new Kinds.Whole(1, MOST),
            2_000_000,
            "Most asynchronous invocations that wait or run; the next is answered with 503.");
    public static final Key<Integer> QUEUED_PER_FUNCTION = key(
            "async.queued_per_function",
            new Kinds.Whole(1, MOST),
            1_000_000,
            "Most asynchronous invocations of one function that wait or run; the next is answered with 429.");
    public static final Key<Integer> TAKEN = key(
            "async.taken",
            new Kinds.Whole(1, 100_000),
            1024,
            "Most asynchronous invocations that a node holds in memory, running or about to run.");
    public static final Key<Integer> RUNNING_PER_FUNCTION = key(
            "async.running_per_function",
            new Kinds.Whole(1, 10_000),
            16,
            "Most asynchronous invocations of one function that a node runs at a time.");
    public static final Key<Integer> KEEP_HOURS = key(
            "async.keep_hours",
            new Kinds.Whole(1, 8760),
            24,
            "How long an asynchronous invocation that has ended is listed.");
    public static final Key<Integer> KEEP_ROWS = key(
            "async.keep_rows",
            new Kinds.Whole(0, MOST),
            200_000,
            "Most asynchronous invocations that have ended and are listed; the oldest go first.");

    public static final Key<List<Map.Entry<String, URI>>> TOPICS = key(
            "destinations.smn",
            endpoints("topic_urn"),
            List.of(),
            "Where outcomes for SMN topics are posted; other topics are refused.");
    public static final Key<List<Map.Entry<String, URI>>> STREAMS = key(
            "destinations.dis",
            endpoints("stream_name"),
            List.of(),
            "Where outcomes for DIS streams are posted; other streams are refused.");
    public static final Key<Integer> TIME = key(
            "destinations.time_limit_seconds",
            new Kinds.Whole(1, 60),
            10,
            "Longest telling of one outcome to a topic or a stream.");

    static final List<Key<?>> ALL = List.of(
            QUEUED, QUEUED_PER_FUNCTION, TAKEN, RUNNING_PER_FUNCTION, KEEP_HOURS, KEEP_ROWS, TOPICS, STREAMS, TIME);

    private AsyncKeys() {}

    private static Entries<Map.Entry<String, URI>> endpoints(String name) {
        return new Entries<>(
                List.of(mandatory(name), mandatory("url")),
                entry -> Map.entry(entry.text(name), web(entry.text("url"))),
                Map.Entry::getKey);
    }

    private static URI web(String text) {
        var url = URI.create(text);
        if (url.getHost() == null || !("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
            throw new IllegalArgumentException("url must be an http or https address");
        }
        return url;
    }

    private static <T> Key<T> key(String name, Kind<T> kind, T byDefault, String meaning) {
        return new Key<>(name, kind, byDefault, false, null, meaning);
    }
}
