package funcgraph.store;

import funcgraph.domain.CodePackage;
import funcgraph.domain.Function;
import funcgraph.domain.FunctionKey;
import funcgraph.domain.FunctionOrder;
import funcgraph.domain.Refusal;
import funcgraph.domain.Refused;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The heads of functions, and beside them what each project holds, published versions included. Insert, update and delete keep the latter right in
 * the same transaction, always after the function's row, so that two nodes never wait for each other crosswise.
 */
public final class FunctionTable {

    private static final String COLUMNS =
            "id, project_id, package_name, name, revision, image_name, created_at, last_modified, config, code";
    private static final String FIND =
            "select " + COLUMNS + " from functions where project_id = ? and package_name = ? and name = ?";
    private static final String INSERT = """
            insert into functions (id, project_id, package_name, name, revision, digest, dependency_digest, code_size,
                image_name, created_at, last_modified, config, code)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (project_id, package_name, name) do nothing""";
    /** Names no indexed column: a change of metadata, the usual one, then touches no index. */
    private static final String UPDATE_CONFIG = """
            update functions set revision = ?, image_name = ?, last_modified = ?, config = ?
            where id = ? and revision = ?""";

    private static final String UPDATE_ALL = """
            update functions set revision = ?, image_name = ?, last_modified = ?, config = ?,
                code = ?, digest = ?, dependency_digest = ?, code_size = ?
            where id = ? and revision = ?""";
    private static final String ADD_USAGE = """
            insert into project_usage (project_id, functions, code_bytes) values (?, ?, ?)
            on conflict (project_id) do update set functions = project_usage.functions + excluded.functions,
                code_bytes = project_usage.code_bytes + excluded.code_bytes""";

    /** Adds a function. Throws {@link Refused} with {@link Refusal.FunctionExists} when its key is taken. */
    public void insert(Tx tx, Function function) {
        var key = function.key();
        var code = function.code();
        int inserted = tx.change(
                INSERT,
                function.id(),
                key.projectId(),
                key.packageName(),
                key.name(),
                function.revision(),
                code.digest(),
                code.dependencyDigest(),
                code.sizeBytes(),
                function.imageName(),
                function.createdAt().toEpochMilli(),
                function.lastModified().toEpochMilli(),
                FunctionDocument.write(function.config()),
                FunctionDocument.write(code));
        if (inserted == 0) {
            throw new Refused(new Refusal.FunctionExists(key));
        }
        DependencyTable.use(tx, function.id(), function.version(), code.dependencies());
        addUsage(tx, key, 1, code.sizeBytes());
    }

    public Optional<Function> find(View view, FunctionKey key) {
        return view.first(FIND, FunctionTable::read, key.projectId(), key.packageName(), key.name());
    }

    /** The name of the function of that id, empty when it is gone. */
    public Optional<FunctionKey> keyOf(View view, String id) {
        return view.first(
                "select project_id, package_name, name from functions where id = ?",
                row -> new FunctionKey(row.getString(1), row.getString(2), row.getString(3)),
                id);
    }

    /** The same, and nobody else changes it until the transaction ends. */
    public Optional<Function> findForUpdate(Tx tx, FunctionKey key) {
        var sql = FIND + tx.dialect().forUpdate();
        return tx.first(sql, FunctionTable::read, key.projectId(), key.packageName(), key.name());
    }

    /**
     * Replaces a function by its next revision. {@code before} is what {@link #findForUpdate} gave in this transaction.
     *
     * @throws IllegalStateException when the stored revision is not that of {@code before}: somebody forgot the lock
     */
    public void update(Tx tx, Function before, Function after) {
        boolean sameCode = before.code().equals(after.code());
        int changed = sameCode ? updateConfig(tx, before, after) : updateAll(tx, before, after);
        if (changed != 1) {
            throw new IllegalStateException(after.key() + " is no longer at revision " + before.revision());
        }
        if (!after.code().dependencies().equals(before.code().dependencies())) {
            DependencyTable.useInstead(
                    tx, after.id(), after.version(), after.code().dependencies());
        }
        long growth = after.code().sizeBytes() - before.code().sizeBytes();
        if (growth != 0) {
            addUsage(tx, after.key(), 0, growth);
        }
    }

    /**
     * Removes a function, and with it all that refers to it: versions, aliases, what belongs to them. {@code function} is
     * what {@link #findForUpdate} gave in this transaction.
     *
     * @throws IllegalStateException when it is not there at that revision
     */
    public void delete(Tx tx, Function function) {
        long ofVersions = tx.first(
                        "select coalesce(sum(code_size), 0) from versions where function_id = ?",
                        row -> row.getLong(1),
                        function.id())
                .orElse(0L);
        int deleted =
                tx.change("delete from functions where id = ? and revision = ?", function.id(), function.revision());
        if (deleted != 1) {
            throw new IllegalStateException(function.key() + " is no longer at revision " + function.revision());
        }
        addUsage(tx, function.key(), -1, -function.code().sizeBytes() - ofVersions);
    }

    /** Functions in the order of their creation, then of their ids: a stable order, so that pages do not overlap. */
    public List<Function> list(View view, FunctionFilter filter, FunctionOrder order, long offset, int limit) {
        var arguments = new ArrayList<Object>();
        var sql = "select " + COLUMNS + " from functions where id in (select id from functions"
                + where(filter, arguments)
                + orderBy(order) + " limit ? offset ?)" + orderBy(order);
        arguments.add(limit);
        arguments.add(offset);
        return view.all(sql, FunctionTable::read, limit, arguments.toArray());
    }

    /** Functions that are equal stand in the order of their ids, so that pages never overlap. */
    private static String orderBy(FunctionOrder order) {
        var column = switch (order.by()) {
            case CREATED -> "created_at";
            case NAME -> "name";
            case MODIFIED -> "last_modified";
            case CODE_SIZE -> "code_size";
        };
        var direction = order.descending() ? " desc" : "";
        return " order by " + column + direction + ", id" + direction;
    }

    public long count(View view, FunctionFilter filter) {
        if (filter.equals(FunctionFilter.ofProject(filter.projectId()))) {
            return usage(view, filter.projectId()).functions();
        }
        var arguments = new ArrayList<Object>();
        var sql = "select count(*) from functions" + where(filter, arguments);
        return view.first(sql, row -> row.getLong(1), arguments.toArray()).orElse(0L);
    }

    /**
     * What a project holds, in one row however much that is. In a transaction that has inserted, updated or deleted,
     * nobody else changes it before the end: to keep a quota, change first, then read this, then refuse.
     */
    public ProjectUsage usage(View view, String projectId) {
        return view.first(
                        "select functions, code_bytes from project_usage where project_id = ?",
                        row -> new ProjectUsage(row.getLong(1), row.getLong(2)),
                        projectId)
                .orElse(ProjectUsage.NONE);
    }

    /** Whether any function, version or dependency has this package, as its code or as its dependency. */
    public boolean references(View view, String digest) {
        return view.first("""
                        select 1 from functions where digest = ?
                        union all select 1 from functions where dependency_digest = ? and dependency_digest <> ''
                        union all select 1 from versions where digest = ?
                        union all select 1 from versions where dependency_digest = ? and dependency_digest <> ''
                        union all select 1 from dependency_versions where digest = ?
                        limit 1""", row -> row.getInt(1), digest, digest, digest, digest, digest)
                .isPresent();
    }

    /** Digests that {@link #references} knows, in their order: those behind one, at most so many. */
    List<String> referenced(View view, String behind, int most) {
        return view.all("""
                        select digest from (
                          select digest from functions
                          union select dependency_digest from functions
                          union select digest from versions
                          union select dependency_digest from versions
                          union select digest from dependency_versions) as referenced
                        where digest > ? order by digest""", row -> row.getString(1), most, behind);
    }

    private static int updateConfig(Tx tx, Function before, Function after) {
        return tx.change(
                UPDATE_CONFIG,
                after.revision(),
                after.imageName(),
                after.lastModified().toEpochMilli(),
                FunctionDocument.write(after.config()),
                before.id(),
                before.revision());
    }

    private static int updateAll(Tx tx, Function before, Function after) {
        CodePackage code = after.code();
        return tx.change(
                UPDATE_ALL,
                after.revision(),
                after.imageName(),
                after.lastModified().toEpochMilli(),
                FunctionDocument.write(after.config()),
                FunctionDocument.write(code),
                code.digest(),
                code.dependencyDigest(),
                code.sizeBytes(),
                before.id(),
                before.revision());
    }

    static void addUsage(Tx tx, FunctionKey key, long functions, long codeBytes) {
        tx.change(ADD_USAGE, key.projectId(), functions, codeBytes);
    }

    /** A text is held by a name when taking it out leaves another name: both databases agree on that, and on case. */
    private static String where(FunctionFilter filter, List<Object> arguments) {
        var sql = new StringBuilder(" where project_id = ?");
        arguments.add(filter.projectId());
        filter.packageName().ifPresent(packageName -> {
            sql.append(" and package_name = ?");
            arguments.add(packageName);
        });
        filter.nameContains().ifPresent(text -> {
            sql.append(" and replace(name, ?, '') <> name");
            arguments.add(text);
        });
        return sql.toString();
    }

    private static Function read(ResultSet row) throws SQLException {
        return new Function(
                row.getString(1),
                new FunctionKey(row.getString(2), row.getString(3), row.getString(4)),
                row.getLong(5),
                FunctionDocument.readConfig(row.getString(9)),
                FunctionDocument.readCode(row.getString(10)),
                row.getString(6),
                Instant.ofEpochMilli(row.getLong(7)),
                Instant.ofEpochMilli(row.getLong(8)));
    }
}
