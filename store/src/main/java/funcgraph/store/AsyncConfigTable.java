package funcgraph.store;

import funcgraph.domain.AsyncConfig;
import funcgraph.domain.KeptAsyncConfig;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** How the asynchronous invocations of versions and aliases are treated, where somebody has said so. */
public final class AsyncConfigTable {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final String SELECT =
            "select qualifier, document, created_at, last_modified from async_configs where function_id = ?";

    /** Makes or replaces one and gives what is there now. */
    public KeptAsyncConfig put(Tx tx, String functionId, String qualifier, AsyncConfig config, Instant now) {
        tx.change(
                "insert into async_configs (function_id, qualifier, document, created_at, last_modified)"
                        + " values (?, ?, ?, ?, ?) on conflict (function_id, qualifier) do update"
                        + " set document = excluded.document, last_modified = excluded.last_modified",
                functionId,
                qualifier,
                MAPPER.writeValueAsString(config),
                now.toEpochMilli(),
                now.toEpochMilli());
        return find(tx, functionId, qualifier).orElseThrow();
    }

    public Optional<KeptAsyncConfig> find(View view, String functionId, String qualifier) {
        return view.first(SELECT + " and qualifier = ?", AsyncConfigTable::read, functionId, qualifier);
    }

    public boolean delete(Tx tx, String functionId, String qualifier) {
        return tx.change("delete from async_configs where function_id = ? and qualifier = ?", functionId, qualifier)
                > 0;
    }

    /** In the order of the qualifiers. */
    public List<KeptAsyncConfig> list(View view, String functionId, long offset, int limit) {
        return view.all(
                SELECT + " order by qualifier limit ? offset ?",
                AsyncConfigTable::read,
                limit,
                functionId,
                limit,
                offset);
    }

    public long count(View view, String functionId) {
        return view.first("select count(*) from async_configs where function_id = ?", row -> row.getLong(1), functionId)
                .orElse(0L);
    }

    private static KeptAsyncConfig read(ResultSet row) throws SQLException {
        return new KeptAsyncConfig(
                row.getString(1),
                MAPPER.readValue(row.getString(2), AsyncConfig.class),
                Instant.ofEpochMilli(row.getLong(3)),
                Instant.ofEpochMilli(row.getLong(4)));
    }
}
