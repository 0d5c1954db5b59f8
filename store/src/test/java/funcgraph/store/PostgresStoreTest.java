package funcgraph.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostgresStoreTest extends StoreContract {

    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void start() throws IOException {
        postgres = EmbeddedPostgres.builder().start();
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    /** Before the store is opened, which the contract does in a method of its own. */
    @BeforeEach
    @Override
    void open() throws Exception {
        run("drop schema public cascade");
        run("create schema public");
        super.open();
    }

    @Override
    StoreSettings settings() {
        return StoreSettings.postgres(postgres.getJdbcUrl("postgres", "postgres"), "postgres", "");
    }

    @Override
    void reopenWithout(String statement) throws Exception {
        run(statement);
        store = Store.open(settings());
    }

    @Test
    void several_nodes_on_one_database_lose_no_update() throws Exception {
        var first = inserted(Samples.function("hello"));
        try (var other = Store.open(settings())) {
            var nodes = new Store[] {store, other};
            together(thread -> {
                for (int i = 0; i < 10; i++) {
                    nodes[thread % 2].write(tx -> bump(tx, first.key()));
                }
                return 0;
            });
        }
        assertThat(find("hello").orElseThrow().revision()).isEqualTo(1 + THREADS * 10);
    }

    @Test
    void several_nodes_that_start_at_once_make_the_tables_once() throws Exception {
        store.close();
        run("drop schema public cascade");
        run("create schema public");

        together(thread -> {
            if (thread < 4) {
                Store.open(settings()).close();
            }
            return 0;
        });

        store = Store.open(settings());
        inserted(Samples.function("hello"));
    }

    @Test
    void of_two_transactions_that_wait_for_each_other_one_is_run_again() throws Exception {
        var a = inserted(Samples.function("a"));
        var b = inserted(Samples.function("b"));
        var bothHoldOne = new CyclicBarrier(2);
        var runs = new AtomicInteger();

        together(thread -> {
            if (thread < 2) {
                var order = thread == 0 ? new Object[] {a, b} : new Object[] {b, a};
                store.write(tx -> {
                    bump(tx, ((funcgraph.domain.Function) order[0]).key());
                    if (runs.incrementAndGet() <= 2) {
                        meet(bothHoldOne);
                    }
                    return bump(tx, ((funcgraph.domain.Function) order[1]).key());
                });
            }
            return 0;
        });

        assertThat(runs).hasValue(3);
        assertThat(find("a").orElseThrow().revision()).isEqualTo(3);
        assertThat(find("b").orElseThrow().revision()).isEqualTo(3);
    }

    @Test
    void a_database_that_acknowledges_too_early_is_put_right() throws Exception {
        store.close();
        run("alter database postgres set synchronous_commit = off");
        try {
            store = Store.open(settings());
            var setting = store.write(tx -> tx.first("show synchronous_commit", row -> row.getString(1)));
            assertThat(setting).contains("on");
        } finally {
            run("alter database postgres reset synchronous_commit");
        }
    }

    @Test
    void a_database_that_is_not_there_is_named_without_its_password() {
        var nowhere = StoreSettings.postgres("jdbc:postgresql://127.0.0.1:1/db?password=geheim", "me", "geheim");

        assertThatThrownBy(() -> Store.open(nowhere))
                .isInstanceOf(StoreFailed.class)
                .hasMessageContaining("127.0.0.1:1/db")
                .hasMessageNotContaining("geheim");
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void run(String sql) throws SQLException {
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
