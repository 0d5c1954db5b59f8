package funcgraph.engine.observe;

import static org.assertj.core.api.Assertions.assertThat;

import funcgraph.domain.log.LogLevel;
import funcgraph.domain.log.LogLine;
import funcgraph.domain.log.LogQuery;
import funcgraph.domain.log.LoggedCall;
import funcgraph.store.LogSearch;
import funcgraph.store.LogStore;
import funcgraph.store.LogTable;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FollowerTest {

    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
    private static final int MORE_THAN_A_FOLLOWER_MAY_BE_BEHIND = 12_000;

    @TempDir
    Path directory;

    private final LogTable table = new LogTable();
    private LogStore store;
    private long printed;

    @BeforeEach
    void open() {
        store = LogStore.open(directory.resolve("logs.db"));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void lines_that_are_not_wanted_are_read_once_and_never_missing() {
        var follower = follower("wanted");
        for (int written = 0; written < MORE_THAN_A_FOLLOWER_MAY_BE_BEHIND; written += 1000) {
            print("another line", 1000);
            assertThat(readAll(follower)).isZero();
        }

        print("a wanted line", 1);

        var news = follower.read();
        assertThat(news.dropped()).isZero();
        assertThat(news.lines()).extracting(LogLine::text).containsExactly("a wanted line");
    }

    @Test
    void nothing_is_left_out_after_a_call_that_never_reached_the_function() {
        var follower = follower("line");
        print("a line", 1);
        assertThat(readAll(follower)).isEqualTo(1);
        store.write(tx -> {
            long place = ++printed;
            var refused = new LoggedCall(
                    place, "refused", "latest", NOW, 0, 0, 0, 0, 128, true, "FSS.0429", "Throttled", false, false);
            table.insert(tx, table.numberOf(tx, "f", "p"), refused, place, NOW);
            return 0;
        });
        assertThat(readAll(follower)).isZero();

        print("the next line", 1);

        assertThat(follower.read().lines()).extracting(LogLine::text).containsExactly("the next line");
    }

    @Test
    void who_reads_too_slowly_is_told_how_many_lines_are_left_out() {
        var follower = follower("line");
        print("a line", MORE_THAN_A_FOLLOWER_MAY_BE_BEHIND);

        var news = follower.read();

        assertThat(news.dropped()).isPositive();
        assertThat(news.dropped() + news.lines().size() + readAll(follower))
                .isEqualTo(MORE_THAN_A_FOLLOWER_MAY_BE_BEHIND);
    }

    /** How many lines there are until nothing more is there at once. */
    private static int readAll(Follower follower) {
        int lines = 0;
        Follower.News news;
        do {
            news = follower.read();
            assertThat(news.dropped()).isZero();
            lines += news.lines().size();
        } while (news.more());
        return lines;
    }

    private Follower follower(String text) {
        var wanted = new LogQuery(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(text),
                0,
                false,
                100);
        return new Follower("f", wanted, 0, store, new LogSearch(), () -> {});
    }

    private void print(String text, int lines) {
        store.write(tx -> {
            long number = table.numberOf(tx, "f", "p");
            for (int line = 0; line < lines; line++) {
                table.insert(tx, number, new LogLine(++printed, NOW, "r", "latest", LogLevel.INFO, text));
            }
            return 0;
        });
    }
}
