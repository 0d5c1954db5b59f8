package funcgraph.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import funcgraph.domain.log.LogLevel;
import funcgraph.domain.log.LogLine;
import funcgraph.domain.log.LogPage;
import funcgraph.domain.log.LogQuery;
import funcgraph.domain.log.LoggedCall;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogStoreTest {

    private static final Instant NOW = Samples.NOW;

    @TempDir
    Path directory;

    private final LogTable table = new LogTable();
    private final LogSearch search = new LogSearch();
    private LogStore store;

    @BeforeEach
    void open() {
        store = LogStore.open(directory.resolve("logs.db"));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void lines_and_calls_outlive_a_restart_and_places_go_on() {
        store.write(tx -> {
            lines(tx, "f", 1, 3);
            silent(tx, "f", 4);
            return 0;
        });
        store.close();
        store = LogStore.open(directory.resolve("logs.db"));

        assertThat(last()).isEqualTo(5L);
        assertThat(places(all(0, false, 100))).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void silent_calls_and_lines_come_in_one_order_whatever_the_page() {
        store.write(tx -> {
            long place = 1;
            for (int round = 0; round < 700; round++) {
                lines(tx, "f", place, 2);
                silent(tx, "f", place + 2);
                lines(tx, "g", place + 4, 1);
                place += 5;
            }
            return 0;
        });
        var expected = new ArrayList<Long>();
        for (long place = 1; place <= 3500; place++) {
            if (place % 5 != 0) {
                expected.add(place);
            }
        }
        for (int limit : new int[] {1000, 333, 7}) {
            assertThat(walk(false, limit)).as("forwards by " + limit).isEqualTo(expected);
            assertThat(walk(true, limit)).as("backwards by " + limit).isEqualTo(expected.reversed());
        }
    }

    private List<Long> walk(boolean newestFirst, int limit) {
        var seen = new ArrayList<Long>();
        long marker = 0;
        do {
            var page = all(marker, newestFirst, limit);
            assertThat(page.items().size()).isLessThanOrEqualTo(limit);
            seen.addAll(places(page));
            marker = page.next();
        } while (marker > 0);
        return seen;
    }

    @Test
    void a_time_finds_its_place_by_the_marks() {
        store.write(tx -> {
            for (int second = 0; second < 100; second++) {
                table.mark(tx, second * 10L, NOW.plusSeconds(second));
                lines(tx, "f", second * 10L + 1, 10, NOW.plusSeconds(second));
            }
            return 0;
        });

        var page = store.read(view -> search.lines(
                view,
                "f",
                new LogQuery(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(NOW.plusSeconds(50)),
                        Optional.of(NOW.plusSeconds(52)),
                        Optional.empty(),
                        Optional.empty(),
                        0,
                        false,
                        1000)));

        assertThat(places(page)).hasSize(20).startsWith(501L).endsWith(520L);
        long before = store.read(view -> table.lastBefore(view, NOW.plusSeconds(50)));
        assertThat(before).isEqualTo(490L);
    }

    @Test
    void calls_are_listed_newest_first_and_filtered() {
        store.write(tx -> {
            for (int number = 0; number < 1200; number++) {
                call(tx, "f", number * 2L + 1, number % 600 == 0);
            }
            return 0;
        });

        var failed = calls(Optional.of(true), 0, 10);
        assertThat(failed.items()).extracting(LoggedCall::seq).containsExactly(1201L, 1L);
        assertThat(failed.next()).isZero();
        var first = calls(Optional.empty(), 0, 2);
        assertThat(first.items()).extracting(LoggedCall::seq).containsExactly(2399L, 2397L);
        assertThat(calls(Optional.empty(), first.next(), 1).items())
                .extracting(LoggedCall::seq)
                .containsExactly(2395L);
    }

    @Test
    void the_oldest_are_removed_in_steps_and_their_room_is_given_back() {
        store.write(tx -> {
            lines(tx, "f", 1, 20_000);
            return 0;
        });
        long before = usedBytes();

        int steps = 0;
        while (store.write(tx -> table.deleteUpTo(tx, 15_000, 1000)) > 0) {
            steps++;
        }

        assertThat(steps).isEqualTo(15);
        assertThat(first()).isEqualTo(15_001L);
        assertThat(usedBytes()).isLessThan(before / 2);
        assertThat(deleteUnused()).isZero();
        while (store.write(tx -> table.deleteUpTo(tx, 20_000, 1000)) > 0) {
            // until nothing is left
        }
        assertThat(deleteUnused()).isEqualTo(1);
    }

    @Test
    void a_batch_that_fails_leaves_nothing_and_the_next_goes_well() {
        assertThatThrownBy(() -> store.write(tx -> {
                    lines(tx, "f", 1, 1);
                    lines(tx, "f", 1, 1);
                    return 0;
                }))
                .isInstanceOf(StoreFailed.class);

        assertThat(last()).isZero();
        store.write(tx -> {
            lines(tx, "f", 2, 1);
            return 0;
        });
        assertThat(places(all(0, false, 10))).containsExactly(2L);
    }

    @Test
    void what_is_read_all_the_time_reads_an_index() {
        assertPlan("select seq from log_lines where function_no = 1 and seq > 5 and seq < 9 order by seq limit 9");
        assertPlan("select seq from log_calls where function_no = 1 and seq < 9 and seq > 5 order by seq desc limit 9");
        assertPlan("select seq from log_marks where at < 5 order by at desc limit 1");
    }

    private void assertPlan(String sql) {
        var plan = store.read(view -> view.all("explain query plan " + sql, row -> row.getString("detail"), 10));
        assertThat(String.join("; ", plan)).as(sql).contains("SEARCH").doesNotContain("TEMP B-TREE");
    }

    private long first() {
        return store.read(table::first);
    }

    private long last() {
        return store.read(table::last);
    }

    private long usedBytes() {
        return store.read(table::usedBytes);
    }

    private int deleteUnused() {
        return store.write(tx -> table.deleteUnused(tx, 10));
    }

    private LogPage<LogLine> all(long marker, boolean newestFirst, int limit) {
        return store.read(view -> search.lines(
                view,
                "f",
                new LogQuery(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        marker,
                        newestFirst,
                        limit)));
    }

    private LogPage<LoggedCall> calls(Optional<Boolean> failed, long marker, int limit) {
        return store.read(view -> search.calls(
                view,
                "f",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                call -> failed.filter(wanted -> wanted != call.failed()).isEmpty(),
                marker,
                limit));
    }

    private static List<Long> places(LogPage<LogLine> page) {
        return page.items().stream().map(LogLine::seq).toList();
    }

    private void lines(Tx tx, String functionId, long from, int count) {
        lines(tx, functionId, from, count, NOW);
    }

    private void lines(Tx tx, String functionId, long from, int count, Instant time) {
        long number = table.numberOf(tx, functionId, "p");
        for (long seq = from; seq < from + count; seq++) {
            table.insert(tx, number, new LogLine(seq, time, "r", "latest", LogLevel.INFO, "line " + seq));
        }
    }

    private void silent(Tx tx, String functionId, long seq) {
        table.insert(tx, table.numberOf(tx, functionId, "p"), sample(seq, false, true), seq + 1, NOW);
    }

    private void call(Tx tx, String functionId, long seq, boolean failed) {
        table.insert(tx, table.numberOf(tx, functionId, "p"), sample(seq, failed, false), seq + 1, NOW);
    }

    private static LoggedCall sample(long seq, boolean failed, boolean silent) {
        return new LoggedCall(
                seq, "request-" + seq, "latest", NOW, 1000, 1, 0, 1024, 128, failed, "", "Answered", false, silent);
    }
}
