package funcgraph.store;

import funcgraph.domain.DependencyVersion;
import funcgraph.domain.Refusal;
import funcgraph.domain.Refusal.Resource;
import funcgraph.domain.Refused;
import funcgraph.domain.RuntimeName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Dependencies, their versions, and which functions use them. Whoever changes a dependency holds its row first, then
 * those of versions in the order of their ids, so that two nodes never wait for each other crosswise.
 */
public final class DependencyTable {

    private static final String SELECT = """
            select v.id, d.id, d.project_id, d.name, d.runtime, v.version, v.description, v.link, v.file_name, v.size,
                v.etag, v.digest, v.created_at
            from dependency_versions v join dependencies d on d.id = v.dependency_id""";
    private static final String IS_LAST =
            " v.version = (select max(l.version) from dependency_versions l where l.dependency_id = d.id)";
    private static final String NEXT = """
            insert into dependencies (id, project_id, name, runtime, last_version, created_at)
            values (?, ?, ?, ?, 1, ?)
            on conflict (project_id, name, runtime) do update set last_version = dependencies.last_version + 1
            returning id, last_version""";
    private static final String INSERT = """
            insert into dependency_versions (id, dependency_id, version, description, link, file_name, size, etag, digest,
                created_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    /**
     * Adds a version to the dependency of that project, name and runtime, or begins one.
     *
     * @param wanted whose number is not looked at, and whose dependency's id counts only if one begins
     * @return what was stored
     */
    public DependencyVersion add(Tx tx, DependencyVersion wanted) {
        var place = tx.first(
                        NEXT,
                        row -> new Place(row.getString(1), row.getInt(2)),
                        wanted.dependencyId(),
                        wanted.projectId(),
                        wanted.name(),
                        wanted.runtime().wireName(),
                        wanted.createdAt().toEpochMilli())
                .orElseThrow();
        tx.change(
                INSERT,
                wanted.id(),
                place.dependencyId(),
                place.version(),
                wanted.description(),
                wanted.link(),
                wanted.filename(),
                wanted.sizeBytes(),
                wanted.etag(),
                wanted.digest(),
                wanted.createdAt().toEpochMilli());
        return version(tx, place.dependencyId(), place.version()).orElseThrow();
    }

    private record Place(String dependencyId, int version) {}

    /** The version of that id, or the last one of the dependency of that id. */
    public Optional<DependencyVersion> find(View view, String id) {
        return view.first(SELECT + " where v.id = ?", DependencyTable::read, id).or(() -> last(view, id));
    }

    /** The last version of a dependency. */
    public Optional<DependencyVersion> last(View view, String dependencyId) {
        return view.first(SELECT + " where d.id = ? and" + IS_LAST, DependencyTable::read, dependencyId);
    }

    /** A version of a dependency by its number. */
    public Optional<DependencyVersion> version(View view, String dependencyId, int number) {
        return view.first(SELECT + " where d.id = ? and v.version = ?", DependencyTable::read, dependencyId, number);
    }

    /** The last version of the dependency of that name, if there is one. */
    public Optional<DependencyVersion> named(View view, String projectId, String name, RuntimeName runtime) {
        return view.first(
                SELECT + " where d.project_id = ? and d.name = ? and d.runtime = ? and" + IS_LAST,
                DependencyTable::read,
                projectId,
                name,
                runtime.wireName());
    }

    /** The last version of each dependency, in the order of their creation. */
    public List<DependencyVersion> list(View view, DependencyFilter filter, long offset, int limit) {
        var arguments = new ArrayList<Object>();
        var sql =
                SELECT + where(filter, arguments) + " and" + IS_LAST + " order by d.created_at, d.id limit ? offset ?";
        arguments.add(limit);
        arguments.add(offset);
        return view.all(sql, DependencyTable::read, limit, arguments.toArray());
    }

    public int count(View view, DependencyFilter filter) {
        var arguments = new ArrayList<Object>();
        var sql = "select count(*) from dependencies d" + where(filter, arguments);
        return view.first(sql, row -> row.getInt(1), arguments.toArray()).orElse(0);
    }

    /** The versions of a dependency, the newest first. */
    public List<DependencyVersion> versions(View view, String dependencyId, long offset, int limit) {
        var sql = SELECT + " where d.id = ? order by v.version desc limit ? offset ?";
        return view.all(sql, DependencyTable::read, limit, dependencyId, limit, offset);
    }

    public int countVersions(View view, String dependencyId) {
        return view.first(
                        "select count(*) from dependency_versions where dependency_id = ?",
                        row -> row.getInt(1),
                        dependencyId)
                .orElse(0);
    }

    /** All versions of all dependencies of a project. */
    public int countOf(View view, String projectId) {
        return view.first("""
                        select count(*) from dependency_versions v join dependencies d on d.id = v.dependency_id
                        where d.project_id = ?""", row -> row.getInt(1), projectId).orElse(0);
    }

    /** Nobody else changes the dependency until the transaction ends. False when there is none of that id. */
    public boolean hold(Tx tx, String dependencyId) {
        var sql = "select 1 from dependencies where id = ?" + tx.dialect().forUpdate();
        return tx.first(sql, row -> row.getInt(1), dependencyId).isPresent();
    }

    /** Gives a dependency another name, which nobody may have. */
    public void rename(Tx tx, String dependencyId, String name) {
        tx.change("update dependencies set name = ? where id = ?", name, dependencyId);
    }

    /**
     * Removes a version of a dependency that is held, and with the last one the dependency.
     *
     * @throws Refused {@link Refusal.DependencyInUse}
     */
    public void delete(Tx tx, DependencyVersion version) {
        holdVersion(tx, version.id());
        boolean used = tx.first(
                        "select 1 from dependency_uses where version_id = ? limit 1",
                        row -> row.getInt(1),
                        version.id())
                .isPresent();
        if (used) {
            throw new Refused(new Refusal.DependencyInUse(version.id()));
        }
        tx.change("delete from dependency_versions where id = ?", version.id());
        if (countVersions(tx, version.dependencyId()) == 0) {
            tx.change("delete from dependencies where id = ?", version.dependencyId());
        }
    }

    /** Notes what a state of a function uses. Throws {@link Refused} when one of them has been deleted meanwhile. */
    static void use(Tx tx, String functionId, String qualifier, List<DependencyVersion> used) {
        for (var id :
                used.stream().map(DependencyVersion::id).sorted().distinct().toList()) {
            if (!holdVersion(tx, id)) {
                throw new Refused(new Refusal.NotThere(Resource.DEPENDENCY, id));
            }
            tx.change(
                    "insert into dependency_uses (function_id, qualifier, version_id) values (?, ?, ?)",
                    functionId,
                    qualifier,
                    id);
        }
    }

    /** What a state of a function uses from now on. */
    static void useInstead(Tx tx, String functionId, String qualifier, List<DependencyVersion> used) {
        tx.change("delete from dependency_uses where function_id = ? and qualifier = ?", functionId, qualifier);
        use(tx, functionId, qualifier, used);
    }

    private static boolean holdVersion(Tx tx, String id) {
        var sql =
                "select 1 from dependency_versions where id = ?" + tx.dialect().forUpdate();
        return tx.first(sql, row -> row.getInt(1), id).isPresent();
    }

    private static String where(DependencyFilter filter, List<Object> arguments) {
        var sql = new StringBuilder(" where d.project_id in (?, ?)");
        arguments.add(filter.projectId());
        arguments.add(filter.publicProjectId());
        filter.runtime().ifPresent(runtime -> {
            sql.append(" and d.runtime = ?");
            arguments.add(runtime.wireName());
        });
        filter.name().ifPresent(text -> {
            sql.append(" and replace(d.name, ?, '') <> d.name");
            arguments.add(text);
        });
        return sql.toString();
    }

    private static DependencyVersion read(ResultSet row) throws SQLException {
        return new DependencyVersion(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                RuntimeName.parse(row.getString(5)).orElseThrow(),
                row.getInt(6),
                row.getString(7),
                row.getString(8),
                row.getString(9),
                row.getLong(10),
                row.getString(11),
                row.getString(12),
                Instant.ofEpochMilli(row.getLong(13)));
    }
}
