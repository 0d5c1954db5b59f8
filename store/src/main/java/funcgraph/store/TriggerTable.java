package funcgraph.store;

import funcgraph.domain.FunctionKey;
import funcgraph.domain.TriggerType;
import funcgraph.domain.trigger.Trigger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Triggers of functions; they go with their function. */
public final class TriggerTable {

    private static final String SELECT = """
            select t.id, t.function_id, f.project_id, f.package_name, f.name, t.qualifier, t.type, t.active, t.event_data,
                t.created_at, t.updated_at, t.next_due
            from triggers t join functions f on f.id = t.function_id
            """;
    private static final String INSERT = """
            insert into triggers (id, function_id, qualifier, project_id, type, active, claim, place, event_data, next_due,
                created_at, updated_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (project_id, claim) do nothing""";

    private static final String UPDATE = """
            update triggers set active = ?, claim = ?, place = ?, event_data = ?, next_due = ?, updated_at = ?
            where id = ? and not exists (
                select 1 from triggers other where other.project_id = ? and other.claim = ? and other.id <> triggers.id)""";

    /** The due time of what fires by no clock. */
    private static final long NEVER = Long.MAX_VALUE;

    /** A timer, and the due time that has come. */
    public record Due(Trigger trigger, Instant due) {}

    /** Adds a trigger; false when its claim is taken, and then nothing is added. */
    public boolean insert(Tx tx, StoredTrigger stored) {
        var trigger = stored.trigger();
        return tx.change(
                        INSERT,
                        trigger.id(),
                        trigger.functionId(),
                        trigger.qualifier(),
                        trigger.function().projectId(),
                        trigger.type().name(),
                        trigger.active() ? 1 : 0,
                        stored.claim(),
                        stored.place(),
                        TriggerDocument.write(trigger.eventData()),
                        millis(stored.nextDue()),
                        trigger.createdAt().toEpochMilli(),
                        trigger.updatedAt().toEpochMilli())
                == 1;
    }

    /** Replaces a trigger that is there; false when its new claim is taken, and then nothing changes. */
    public boolean update(Tx tx, StoredTrigger stored) {
        var trigger = stored.trigger();
        return tx.change(
                        UPDATE,
                        trigger.active() ? 1 : 0,
                        stored.claim(),
                        stored.place(),
                        TriggerDocument.write(trigger.eventData()),
                        millis(stored.nextDue()),
                        trigger.updatedAt().toEpochMilli(),
                        trigger.id(),
                        trigger.function().projectId(),
                        stored.claim())
                == 1;
    }

    public void delete(Tx tx, String id) {
        tx.change("delete from triggers where id = ?", id);
    }

    /** Removes the triggers of a function, or of one version or alias of it. */
    public void deleteAll(Tx tx, String functionId, @Nullable String qualifier) {
        if (qualifier == null) {
            tx.change("delete from triggers where function_id = ?", functionId);
        } else {
            tx.change("delete from triggers where function_id = ? and qualifier = ?", functionId, qualifier);
        }
    }

    public Optional<Trigger> find(View view, String id) {
        return view.first(SELECT + "where t.id = ?", TriggerTable::read, id);
    }

    /** The same, and nobody else changes it until the transaction ends. */
    public Optional<Trigger> findForUpdate(Tx tx, String id) {
        var lock = tx.dialect().forUpdate();
        return tx.first(SELECT + "where t.id = ?" + (lock.isEmpty() ? "" : lock + " of t"), TriggerTable::read, id);
    }

    /** Triggers of a function, or of one version or alias of it, in the order of their creation. */
    public List<Trigger> list(View view, String functionId, @Nullable String qualifier, int limit) {
        return qualifier == null
                ? view.all(
                        SELECT + "where t.function_id = ? order by t.created_at, t.id limit ?",
                        TriggerTable::read,
                        limit,
                        functionId,
                        limit)
                : view.all(
                        SELECT + "where t.function_id = ? and t.qualifier = ? order by t.created_at, t.id limit ?",
                        TriggerTable::read,
                        limit,
                        functionId,
                        qualifier,
                        limit);
    }

    /** Triggers of a project in the order of their creation. */
    public List<Trigger> listProject(View view, String projectId, long offset, int limit) {
        return view.all(
                SELECT + "where t.project_id = ? order by t.created_at, t.id limit ? offset ?",
                TriggerTable::read,
                limit,
                projectId,
                limit,
                offset);
    }

    public long countProject(View view, String projectId) {
        return count(view, "select count(*) from triggers where project_id = ?", projectId);
    }

    public long countVersion(View view, String functionId, String qualifier) {
        return count(
                view, "select count(*) from triggers where function_id = ? and qualifier = ?", functionId, qualifier);
    }

    /** How many triggers of these types a project has. */
    public long countTypes(View view, String projectId, Collection<TriggerType> types) {
        return count(
                view,
                "select count(*) from triggers where project_id = ? and type in (" + names(types) + ")",
                projectId);
    }

    /** Triggers of one type and place in a project. */
    public List<Trigger> at(View view, String projectId, TriggerType type, String place, int limit) {
        return view.all(
                SELECT + "where t.project_id = ? and t.type = ? and t.place = ? order by t.id limit ?",
                TriggerTable::read,
                limit,
                projectId,
                type.name(),
                place,
                limit);
    }

    /** Triggers of these types in all projects, in the order of their ids, from behind {@code afterId} on. */
    public List<Trigger> ofTypes(View view, Collection<TriggerType> types, String afterId, int limit) {
        return view.all(
                SELECT + "where t.type in (" + names(types) + ") and t.id > ? order by t.id limit ?",
                TriggerTable::read,
                limit,
                afterId,
                limit);
    }

    /** The same, but for those that rest. */
    public List<Trigger> activeOfTypes(View view, Collection<TriggerType> types, String afterId, int limit) {
        return view.all(
                SELECT + "where t.type in (" + names(types) + ") and t.active = 1 and t.id > ? order by t.id limit ?",
                TriggerTable::read,
                limit,
                afterId,
                limit);
    }

    /** Timers whose time has come, the longest due first. */
    public List<Due> due(View view, Instant now, int limit) {
        return view.all(
                SELECT + "where t.next_due <= ? order by t.next_due limit ?",
                row -> new Due(read(row), Instant.ofEpochMilli(row.getLong(12))),
                limit,
                now.toEpochMilli(),
                limit);
    }

    /** When the next timer fires, if any does. */
    public Optional<Instant> nextDue(View view) {
        return view.first(
                "select next_due from triggers where next_due < ? order by next_due limit 1",
                row -> Instant.ofEpochMilli(row.getLong(1)),
                NEVER);
    }

    /**
     * Moves a timer on to its next due time; false when somebody else did, or changed the timer. Of all nodes that try,
     * one succeeds for each due time.
     */
    public boolean claimDue(Tx tx, String id, Instant due, Instant next) {
        return tx.change(
                        "update triggers set next_due = ? where id = ? and next_due = ?",
                        next.toEpochMilli(),
                        id,
                        due.toEpochMilli())
                == 1;
    }

    private static long count(View view, String sql, Object... arguments) {
        return view.first(sql, row -> row.getLong(1), arguments).orElse(0L);
    }

    /** Names of an enum, so nothing in them needs quoting; one text for each set of types, of which there are few. */
    private static String names(Collection<TriggerType> types) {
        return types.stream().map(type -> "'" + type.name() + "'").sorted().collect(Collectors.joining(", "));
    }

    private static long millis(Optional<Instant> instant) {
        return instant.map(Instant::toEpochMilli).orElse(NEVER);
    }

    private static Trigger read(ResultSet row) throws SQLException {
        return new Trigger(
                row.getString(1),
                row.getString(2),
                new FunctionKey(row.getString(3), row.getString(4), row.getString(5)),
                row.getString(6),
                TriggerType.valueOf(row.getString(7)),
                row.getInt(8) == 1,
                TriggerDocument.read(row.getString(9)),
                Instant.ofEpochMilli(row.getLong(10)),
                Instant.ofEpochMilli(row.getLong(11)));
    }
}
