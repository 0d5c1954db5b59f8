package funcgraph.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteStoreTest extends StoreContract {

    @TempDir
    Path directory;

    @Override
    StoreSettings settings() {
        return StoreSettings.sqlite(directory.resolve("funcgraph.db"));
    }

    @Override
    void reopenWithout(String statement) throws Exception {
        try (var connection = DriverManager.getConnection(settings().url());
                var plain = connection.createStatement()) {
            plain.execute(statement);
        }
        open();
    }

    @Test
    void a_commit_is_synced_to_a_log_that_readers_do_not_wait_for() {
        assertThat(pragma("journal_mode")).isEqualTo("wal");
        assertThat(pragma("synchronous")).isEqualTo("2");
        assertThat(pragma("foreign_keys")).isEqualTo("1");
    }

    @Test
    void a_read_cannot_write() {
        assertThatThrownBy(() ->
                        store.read(view -> view.first("delete from functions where id = 'x' returning id", row -> 1)))
                .isInstanceOf(StoreFailed.class);
    }

    @Test
    void the_database_is_its_owners_alone() throws Exception {
        inserted(Samples.function("hello"));

        try (var files = Files.list(directory)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .as(file.toString())
                        .isEqualTo("rw-------");
            }
        }
    }

    @Test
    void writes_that_wait_share_a_commit() throws Exception {
        var begun = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        var before = store.counters();
        var slow = inBackground(() -> store.write(tx -> {
            begun.countDown();
            return awaitLatch(release);
        }));
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
        var others = together(thread -> inBackground(() -> inserted(Samples.function("f" + thread))));
        release.countDown();

        slow.get(10, TimeUnit.SECONDS);
        for (var other : others) {
            other.get(10, TimeUnit.SECONDS);
        }

        var after = store.counters();
        assertThat(after.writes() - before.writes()).isEqualTo(1 + THREADS);
        assertThat(after.commits() - before.commits()).isLessThanOrEqualTo(THREADS / 2);
        assertThat(count(FunctionFilter.ofProject(Samples.PROJECT))).isEqualTo(THREADS);
    }

    @Test
    void nobody_is_told_anything_before_the_commit() throws Exception {
        var begun = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        var first = inBackground(() -> store.write(tx -> {
            begun.countDown();
            return awaitLatch(release);
        }));
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
        var second = inBackground(() -> inserted(Samples.function("hello")));

        assertThat(find("hello")).isEmpty();
        assertThat(second).isNotDone();
        release.countDown();
        second.get(10, TimeUnit.SECONDS);
        first.get(10, TimeUnit.SECONDS);
        assertThat(find("hello")).isPresent();
    }

    @Test
    void a_write_that_gets_no_turn_in_time_is_not_done_later() throws Exception {
        store.close();
        var patience = Duration.ofMillis(300);
        store = Store.open(new StoreSettings(settings().url(), "", "", 2, 1, 1, patience));
        var begun = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        var slow = inBackground(() -> store.write(tx -> {
            begun.countDown();
            return awaitLatch(release);
        }));
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();

        var waiting = inBackground(() -> inserted(Samples.function("waiting")));
        var crowdedOut = inBackground(() -> inserted(Samples.function("crowded-out")));
        // The writer is at its first unit, so of the two one waits in the queue and the other before it.
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> waiting.isDone() && crowdedOut.isDone());
        release.countDown();

        assertThat(waiting).isCompletedExceptionally();
        assertThat(crowdedOut).isCompletedExceptionally();
        assertThatThrownBy(() -> waiting.get(1, TimeUnit.SECONDS)).hasCauseInstanceOf(StoreUnavailable.class);
        assertThatThrownBy(() -> crowdedOut.get(1, TimeUnit.SECONDS)).hasCauseInstanceOf(StoreUnavailable.class);
        slow.handle((value, failure) -> 0).get(10, TimeUnit.SECONDS);
        inserted(Samples.function("later"));
        assertThat(find("waiting")).isEmpty();
        assertThat(find("crowded-out")).isEmpty();
        assertThat(find("later")).isPresent();
    }

    @Test
    void a_full_database_fails_what_does_not_fit_and_works_again_when_there_is_room() {
        inserted(Samples.function("before"));
        store.write(tx -> tx.first("pragma max_page_count = 40", row -> row.getInt(1)));

        assertThatThrownBy(() -> {
                    for (int i = 0; i < 1000; i++) {
                        inserted(Samples.function("f" + i));
                    }
                })
                .isInstanceOf(StoreFailed.class)
                .hasMessageContaining("full");

        store.write(tx -> tx.first("pragma max_page_count = 100000", row -> row.getInt(1)));
        inserted(Samples.function("after"));
        assertThat(find("before")).isPresent();
        assertThat(find("after")).isPresent();
        assertThat((long)
                        list(FunctionFilter.ofProject(Samples.PROJECT), 0, 1000).size())
                .isEqualTo(usage().functions());
    }

    @Test
    void settings_that_make_no_sense_are_refused() {
        assertThatThrownBy(() -> new StoreSettings("jdbc:mysql:x", "", "", 1, 1, 1, Duration.ofSeconds(1)))
                .hasMessageContaining("jdbc:sqlite:");
        assertThatThrownBy(() -> new StoreSettings("jdbc:sqlite:x", "", "", 0, 1, 1, Duration.ofSeconds(1)))
                .hasMessageContaining("read connections");
        assertThat(StoreSettings.postgres("jdbc:postgresql://h/d?password=geheim", "u", "geheim")
                        .toString())
                .doesNotContain("geheim");
    }

    private String pragma(String name) {
        return store.write(
                tx -> tx.first("pragma " + name, row -> row.getString(1)).orElseThrow());
    }

    private static int awaitLatch(CountDownLatch latch) {
        try {
            return latch.await(10, TimeUnit.SECONDS) ? 0 : 1;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static <T> CompletableFuture<T> inBackground(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, Thread::startVirtualThread);
    }
}
