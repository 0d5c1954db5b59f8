package funcgraph.store;

import funcgraph.domain.NewTestEvent;
import funcgraph.domain.TestEvent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Test events of functions. Whoever changes them holds the function's row. */
public final class TestEventTable {

    private static final String SELECT =
            "select id, name, content, last_modified from test_events where function_id = ?";

    /** By name. */
    public List<TestEvent> list(View view, String functionId) {
        return view.all(
                SELECT + " order by name limit ?",
                TestEventTable::read,
                NewTestEvent.MOST,
                functionId,
                NewTestEvent.MOST);
    }

    public Optional<TestEvent> find(View view, String functionId, String id) {
        return view.first(SELECT + " and id = ?", TestEventTable::read, functionId, id);
    }

    public void insert(Tx tx, String functionId, TestEvent event) {
        tx.change(
                "insert into test_events (id, function_id, name, content, last_modified) values (?, ?, ?, ?, ?)",
                event.id(),
                functionId,
                event.name(),
                event.content(),
                event.lastModified().toEpochMilli());
    }

    public void update(Tx tx, TestEvent event) {
        tx.change(
                "update test_events set content = ?, last_modified = ? where id = ?",
                event.content(),
                event.lastModified().toEpochMilli(),
                event.id());
    }

    public void delete(Tx tx, String id) {
        tx.change("delete from test_events where id = ?", id);
    }

    private static TestEvent read(ResultSet row) throws SQLException {
        return new TestEvent(
                row.getString(1), row.getString(2), row.getString(3), Instant.ofEpochMilli(row.getLong(4)));
    }
}
