package funcgraph.store;

import funcgraph.domain.log.AuditEvent;
import funcgraph.domain.log.AuditFilter;
import funcgraph.domain.log.FieldChange;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Who changed what. One row for a request, however often it is told of. */
public final class AuditTable {

    /** The text then passes every encoding unharmed. */
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private static final String PUT = """
            insert into audit_events (request_id, seq, at, project_id, user_name, user_id, access_key, source_ip, action,
                resource, status, error_code, changes)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (request_id) do update set resource = excluded.resource, status = excluded.status,
                error_code = excluded.error_code, changes = excluded.changes""";

    private static final String COLUMNS = "select seq, at, request_id, project_id, user_name, user_id, access_key,"
            + " source_ip, action, resource, status, error_code, changes from audit_events"
            + " where project_id = ? and seq < ?";

    /** Adds an event, or corrects what was said of the same request before. */
    public void put(Tx tx, AuditEvent event) {
        tx.change(
                PUT,
                event.requestId(),
                event.seq(),
                event.time().toEpochMilli(),
                event.projectId(),
                event.userName(),
                event.userId(),
                event.accessKey(),
                event.sourceIp(),
                event.action(),
                event.resource(),
                event.status(),
                event.errorCode(),
                write(event.changes()));
    }

    /** Newest first. */
    public List<AuditEvent> list(View view, AuditFilter filter, int limit) {
        var sql = new StringBuilder(COLUMNS);
        var arguments = new ArrayList<Object>(List.of(filter.projectId(), filter.before()));
        filter.from().ifPresent(time -> and(sql, arguments, " and at >= ?", time.toEpochMilli()));
        filter.to().ifPresent(time -> and(sql, arguments, " and at < ?", time.toEpochMilli()));
        filter.user().ifPresent(user -> {
            and(sql, arguments, " and (user_name = ?", user);
            and(sql, arguments, " or user_id = ?)", user);
        });
        filter.action().ifPresent(action -> and(sql, arguments, " and action = ?", action));
        filter.resource().ifPresent(resource -> {
            and(sql, arguments, " and (resource = ?", resource);
            // The length counts characters in both databases.
            int length = resource.codePointCount(0, resource.length()) + 1;
            and(sql, arguments, " or substr(resource, 1, ?)", length);
            and(sql, arguments, " in (?", resource + ":");
            and(sql, arguments, ", ?))", resource + "/");
        });
        and(sql, arguments, " order by seq desc limit ?", limit);
        return view.all(sql.toString(), AuditTable::read, limit, arguments.toArray());
    }

    /** Removes up to {@code limit} that are older. */
    public int deleteBefore(Tx tx, Instant before, int limit) {
        return tx.change(
                "delete from audit_events where request_id in"
                        + " (select request_id from audit_events where at < ? order by at limit ?)",
                before.toEpochMilli(),
                limit);
    }

    /** Removes up to {@code limit} refused changes that are older. */
    public int deleteRefusedBefore(Tx tx, Instant before, int limit) {
        return tx.change(
                "delete from audit_events where request_id in"
                        + " (select request_id from audit_events where status >= 400 and at < ? order by at limit ?)",
                before.toEpochMilli(),
                limit);
    }

    /** The time before which are all but about the {@code keep} latest refused changes; empty when there are no more. */
    public Optional<Instant> refusedBeyond(View view, long keep) {
        return view.first(
                "select at from audit_events where status >= 400 order by at desc limit 1 offset ?",
                row -> Instant.ofEpochMilli(row.getLong(1)),
                keep);
    }

    /** The time before which are all but about the {@code keep} latest; empty when there are no more. */
    public Optional<Instant> beyond(View view, long keep) {
        return view.first(
                "select at from audit_events order by at desc limit 1 offset ?",
                row -> Instant.ofEpochMilli(row.getLong(1)),
                keep);
    }

    private static void and(StringBuilder sql, List<Object> arguments, String text, Object argument) {
        sql.append(text);
        arguments.add(argument);
    }

    private static AuditEvent read(ResultSet row) throws SQLException {
        return new AuditEvent(
                row.getLong(1),
                Instant.ofEpochMilli(row.getLong(2)),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getString(8),
                row.getString(9),
                row.getString(10),
                row.getInt(11),
                row.getString(12),
                changes(row.getString(13)));
    }

    private static String write(List<FieldChange> changes) {
        return MAPPER.writeValueAsString(changes.stream()
                .map(change -> {
                    var row = new LinkedHashMap<String, @Nullable Object>();
                    row.put("field", change.field());
                    row.put("before", change.before());
                    row.put("after", change.after());
                    return row;
                })
                .toList());
    }

    private static List<FieldChange> changes(String text) {
        return MAPPER.readTree(text)
                .valueStream()
                .map(row -> new FieldChange(
                        row.path("field").asString(), value(row.path("before")), value(row.path("after"))))
                .toList();
    }

    private static @Nullable Object value(JsonNode node) {
        return node.isNull() || node.isMissingNode() ? null : MAPPER.treeToValue(node, Object.class);
    }
}
