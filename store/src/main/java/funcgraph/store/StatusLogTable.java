package funcgraph.store;

import funcgraph.domain.AsyncStatusLog;
import java.util.Optional;

/** Projects that have the status of their asynchronous invocations logged, and under which ids. */
public final class StatusLogTable {

    /** Enables it; a project that has it keeps its ids. */
    public AsyncStatusLog enable(Tx tx, String projectId, AsyncStatusLog fresh) {
        tx.change(
                "insert into async_status_logs (project_id, group_id, stream_id) values (?, ?, ?)"
                        + " on conflict (project_id) do nothing",
                projectId,
                fresh.groupId(),
                fresh.streamId());
        return find(tx, projectId).orElseThrow();
    }

    public Optional<AsyncStatusLog> find(View view, String projectId) {
        return view.first(
                "select group_id, stream_id from async_status_logs where project_id = ?",
                row -> new AsyncStatusLog(row.getString(1), row.getString(2)),
                projectId);
    }
}
