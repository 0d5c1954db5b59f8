package funcgraph.store;

import static org.assertj.core.api.Assertions.assertThat;

import funcgraph.domain.FunctionKey;
import funcgraph.domain.metric.Bucket;
import funcgraph.domain.metric.Durations;
import funcgraph.domain.metric.Measured;
import funcgraph.domain.metric.Measured.Span;
import funcgraph.domain.metric.Ranked;
import funcgraph.domain.metric.Ranking;
import funcgraph.domain.metric.Sketch;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the store promises of metrics, whichever database is below it. */
abstract class MetricContract {

    private static final String PROJECT = Samples.PROJECT;
    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");
    private static final FunctionKey ONE = new FunctionKey(PROJECT, "default", "one");
    private static final FunctionKey TWO = new FunctionKey(PROJECT, "default", "two");

    private final MetricTable table = new MetricTable();
    private Store store;

    /** A database that nothing was ever written to. */
    abstract StoreSettings settings() throws Exception;

    @BeforeEach
    void open() throws Exception {
        store = Store.open(settings());
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static Bucket bucket(int calls, int failures) {
        var counts = new long[Durations.BUCKETS];
        counts[Durations.bucket(1000)] = calls;
        return new Bucket(
                calls, failures, 0, 1, 2, calls * 1000L, 1000, calls * 1000L, 4, 5000, 2, 1, 77, Sketch.of(counts));
    }

    private void put(String node, Optional<FunctionKey> function, Span span, Instant start, Bucket bucket) {
        store.write(tx -> {
            table.put(tx, node, new Measured(PROJECT, function, span, start, bucket));
            return true;
        });
    }

    private List<Measured> list(Optional<FunctionKey> function, Span span) {
        return store.read(view -> table.list(view, PROJECT, function, span, NOON, NOON.plusSeconds(3600), 100));
    }

    @Test
    void a_minute_comes_back_as_it_was_and_the_last_writing_counts() {
        put("n", Optional.of(ONE), Span.MINUTE, NOON, bucket(1, 0));
        put("n", Optional.of(ONE), Span.MINUTE, NOON, bucket(3, 1));
        put("n", Optional.empty(), Span.MINUTE, NOON, bucket(9, 0));
        put("n", Optional.of(ONE), Span.HOUR, NOON, bucket(5, 0));
        assertThat(list(Optional.of(ONE), Span.MINUTE))
                .containsExactly(new Measured(PROJECT, Optional.of(ONE), Span.MINUTE, NOON, bucket(3, 1)));
        assertThat(list(Optional.empty(), Span.MINUTE).getFirst().bucket()).isEqualTo(bucket(9, 0));
        assertThat(list(Optional.of(TWO), Span.MINUTE)).isEmpty();
    }

    @Test
    void each_node_has_rows_of_its_own_and_the_end_of_the_time_is_not_in_it() {
        put("m", Optional.of(ONE), Span.MINUTE, NOON, bucket(1, 0));
        put("n", Optional.of(ONE), Span.MINUTE, NOON, bucket(2, 0));
        put("n", Optional.of(ONE), Span.MINUTE, NOON.plusSeconds(3600), bucket(4, 0));
        assertThat(list(Optional.of(ONE), Span.MINUTE)).hasSize(2);
    }

    @Test
    void functions_are_ranked_and_those_without_a_value_are_left_out() {
        put("n", Optional.of(ONE), Span.MINUTE, NOON, bucket(10, 0));
        put("n", Optional.of(TWO), Span.MINUTE, NOON, bucket(2, 1));
        put("m", Optional.of(TWO), Span.MINUTE, NOON, bucket(2, 1));
        put("n", Optional.empty(), Span.MINUTE, NOON, bucket(14, 2));
        assertThat(rank(Ranking.FAILURES)).containsExactly(new Ranked(TWO, 2));
        assertThat(rank(Ranking.CALLS)).containsExactly(new Ranked(ONE, 10), new Ranked(TWO, 4));
        assertThat(rank(Ranking.MEAN_DURATION)).containsExactlyInAnyOrder(new Ranked(ONE, 1), new Ranked(TWO, 1));
        assertThat(rank(Ranking.LONGEST_DURATION)).containsExactly(new Ranked(ONE, 10), new Ranked(TWO, 2));
        assertThat(rank(Ranking.REJECTIONS).getFirst()).isEqualTo(new Ranked(TWO, 2));
    }

    private List<Ranked> rank(Ranking by) {
        return store.read(view -> table.rank(view, PROJECT, by, Span.MINUTE, NOON, NOON.plusSeconds(3600), 10));
    }

    @Test
    void the_oldest_moment_goes_first_with_all_its_rows() {
        put("n", Optional.of(ONE), Span.MINUTE, NOON, bucket(1, 0));
        put("n", Optional.of(TWO), Span.MINUTE, NOON, bucket(1, 0));
        put("n", Optional.of(ONE), Span.MINUTE, NOON.plusSeconds(60), bucket(1, 0));
        put("n", Optional.of(ONE), Span.HOUR, NOON, bucket(1, 0));
        var before = NOON.plusSeconds(61);
        assertThat(store.<Integer>write(tx -> table.deleteOldest(tx, Span.MINUTE, before)))
                .isEqualTo(2);
        assertThat(store.<Integer>write(tx -> table.deleteOldest(tx, Span.MINUTE, before)))
                .isEqualTo(1);
        assertThat(store.<Integer>write(tx -> table.deleteOldest(tx, Span.MINUTE, before)))
                .isZero();
        assertThat(list(Optional.of(ONE), Span.HOUR)).hasSize(1);
    }

    @Test
    void the_store_says_how_busy_it_was() {
        var before = store.load();
        put("n", Optional.of(ONE), Span.MINUTE, NOON, bucket(1, 0));
        store.ping();
        var now = store.load();
        assertThat(now.writes() - before.writes()).isEqualTo(1);
        assertThat(now.reads() - before.reads()).isEqualTo(1);
        assertThat(now.writeNanos()).isGreaterThan(before.writeNanos());
        assertThat(now.failures()).isZero();
        assertThat(now.waiting()).isZero();
    }
}
