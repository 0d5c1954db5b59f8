package funcgraph.store;

import java.util.Optional;

/** Projects that have the status of their asynchronous invocations logged, and under which ids. */
public final class StatusLogTable {

    /** The ids that the API shows. */
    public record Row(String groupId, String streamId) {}

    /** Enables it; a project that has it keeps its ids. */
    public Row enable(Tx tx, String projectId, Row fresh) {
        tx.change(
                "insert into async_status_logs (project_id, group_id, stream_id) values (?, ?, ?)"
                        + " on conflict (project_id) do nothing",
                projectId,
                fresh.groupId(),
                fresh.streamId());
        return find(tx, projectId).orElseThrow();
    }

    public Optional<Row> find(View view, String projectId) {
        return view.first(
                "select group_id, stream_id from async_status_logs where project_id = ?",
                row -> new Row(row.getString(1), row.getString(2)),
                projectId);
    }
}
