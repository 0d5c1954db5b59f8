package funcgraph.server.config;

import java.util.List;

/** The keys of metrics, health and traces, part of {@link Keys}. */
public final class MetricKeys {

    public static final Key<Integer> FUNCTIONS = key(
            "metrics.functions",
            new Kinds.Whole(0, 10_000),
            200,
            "Functions that /metrics names, the most used ones; the others count together as 'other'.");
    public static final Key<Integer> SERIES = key(
            "metrics.series",
            new Kinds.Whole(1, 100_000),
            1000,
            "Functions that have charts of their own; the calls of others count for their project alone.");
    public static final Key<String> TOKEN = new Key<>(
            "metrics.token",
            Kinds.Text.matching("[!-~]{0,512}", "up to 512 printable ASCII characters without blanks"),
            "",
            true,
            null,
            "What /metrics and /health ask for as Authorization: Bearer TOKEN; empty lets everybody read them.");
    public static final Key<Integer> DRAIN = key(
            "health.drain_seconds",
            new Kinds.Whole(0, 300),
            0,
            "How long a server that is told to stop goes on serving while /health/ready answers 503.");
    public static final Key<String> ENDPOINT = key(
            "tracing.endpoint",
            Kinds.Text.matching("|https?://[^\\p{Cntrl}\\s?#]+", "empty or http(s)://HOST[:PORT][/PATH]"),
            "",
            "A collector that takes traces as OTLP over HTTP; empty for none.");
    public static final Key<String> RATIO = key(
            "tracing.ratio",
            Kinds.Text.matching("0(\\.[0-9]{1,6})?|1(\\.0{1,6})?", "a number from 0 to 1"),
            "0.1",
            "Share of the traces begun here that are recorded; a caller's traceparent decides for its own.");
    public static final Key<String> HEADERS = new Key<>(
            "tracing.headers",
            Kinds.Text.matching(
                    "|[A-Za-z0-9-]+=[^,\\p{Cntrl}]+(,[A-Za-z0-9-]+=[^,\\p{Cntrl}]+)*",
                    "NAME=VALUE, separated by commas"),
            "",
            true,
            null,
            "Headers sent to the collector, such as a token's.");

    static final List<Key<?>> ALL = List.of(FUNCTIONS, SERIES, TOKEN, DRAIN, ENDPOINT, RATIO, HEADERS);

    private MetricKeys() {}

    private static <T> Key<T> key(String name, Kind<T> kind, T byDefault, String meaning) {
        return new Key<>(name, kind, byDefault, false, null, meaning);
    }
}
