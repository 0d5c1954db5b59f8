package funcgraph.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteAsyncTest extends AsyncTables {

    @TempDir
    Path directory;

    @BeforeEach
    void open() {
        store = Store.open(StoreSettings.sqlite(directory.resolve("funcgraph.db")));
    }

    @Test
    void what_is_done_all_the_time_reads_only_an_index() {
        assertPlan(
                "select request_id from async_invocations where status = 'WAIT' and function_id = 'f' and due_at <= 1"
                        + " order by due_at limit 9",
                "async_waiting");
        assertPlan(
                "select function_id, due_at from async_invocations where status = 'WAIT' and function_id > 'f'"
                        + " order by function_id, due_at limit 1",
                "async_waiting");
        assertPlan(
                "select request_id from async_invocations where status = 'RUNNING' and node = 'n' limit 9",
                "async_running");
        assertPlan(
                "select request_id from async_invocations where ended_at > 0 and ended_at < 9 order by ended_at limit 9",
                "async_ended");
        assertPlan(
                "select request_id from async_invocations where function_id = 'f' and accepted_at >= 1"
                        + " and accepted_at < 9 and qualifier = 'latest' order by accepted_at desc, request_id desc limit 9",
                "async_listing");
        assertPlan(
                "select id from async_deliveries where place = 'd' and due_at <= 1 order by due_at limit 9",
                "async_deliveries_of");
        assertPlan(
                "select place, due_at from async_deliveries where place > 'd' order by place, due_at limit 1",
                "async_deliveries_of");
    }

    private void assertPlan(String sql, String index) {
        var plan = store.read(view -> view.all("explain query plan " + sql, row -> row.getString("detail"), 10));
        assertThat(String.join("; ", plan))
                .as(sql)
                .contains(index)
                .contains("SEARCH")
                .doesNotContain("TEMP B-TREE");
    }
}
