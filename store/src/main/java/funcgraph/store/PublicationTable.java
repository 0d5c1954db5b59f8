package funcgraph.store;

import funcgraph.domain.Alias;
import funcgraph.domain.Alias.Additional;
import funcgraph.domain.Function;
import funcgraph.domain.Publication;
import funcgraph.domain.Quotas;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/**
 * Versions and aliases of functions. Whoever changes them holds the function's row ({@link FunctionTable#findForUpdate}),
 * so that changes of one function come one after the other.
 */
public final class PublicationTable {

    private static final String NEXT = """
            insert into publications (function_id, number) values (?, ?)
            on conflict (function_id) do update set number = publications.number + 1 returning number""";
    private static final String NUMBER = "select number from publications where function_id = ?";

    private static final String VERSIONS = """
            select name, revision, description, image_name, created_at, config, code
            from versions where function_id = ? order by revision limit ?""";
    private static final String INSERT_VERSION = """
            insert into versions (function_id, name, revision, description, digest, dependency_digest, code_size,
                image_name, created_at, config, code)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    private static final String ALIASES = """
            select name, version, description, additional_version, weight, rules, last_modified
            from aliases where function_id = ? order by name limit ?""";
    private static final String PUT_ALIAS = """
            insert into aliases (function_id, name, version, description, additional_version, weight, rules,
                last_modified)
            values (?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (function_id, name) do update set version = excluded.version,
                description = excluded.description, additional_version = excluded.additional_version,
                weight = excluded.weight, rules = excluded.rules, last_modified = excluded.last_modified""";

    /** Counts one change more and gives its number. */
    public long next(Tx tx, Function head, Instant now) {
        long first = Math.max(Publication.firstNumber(head) + 1, now.toEpochMilli());
        return tx.first(NEXT, row -> row.getLong(1), head.id(), first).orElseThrow();
    }

    /** What has been published of a function. */
    public Publication read(View view, Function head) {
        long number = view.first(NUMBER, row -> row.getLong(1), head.id()).orElse(Publication.firstNumber(head));
        int most = Quotas.MOST_VERSIONS;
        return Publication.of(
                head,
                number,
                view.all(VERSIONS, row -> version(head, row), most, head.id(), most),
                view.all(ALIASES, PublicationTable::alias, most, head.id(), most));
    }

    /** Adds a version and counts its code among its project's. Its name must be free. */
    public void insertVersion(Tx tx, Function version) {
        var code = version.code();
        tx.change(
                INSERT_VERSION,
                version.id(),
                version.version(),
                version.revision(),
                version.versionDescription(),
                code.digest(),
                code.dependencyDigest(),
                code.sizeBytes(),
                version.imageName(),
                version.createdAt().toEpochMilli(),
                FunctionDocument.write(version.config()),
                FunctionDocument.write(code));
        DependencyTable.use(tx, version.id(), version.version(), code.dependencies());
        FunctionTable.addUsage(tx, version.key(), 0, code.sizeBytes());
    }

    /** Removes a version; its code no longer counts. */
    public void deleteVersion(Tx tx, Function version) {
        tx.change("delete from versions where function_id = ? and name = ?", version.id(), version.version());
        FunctionTable.addUsage(tx, version.key(), 0, -version.code().sizeBytes());
    }

    /** Adds an alias, or replaces the one of its name. */
    public void putAlias(Tx tx, String functionId, Alias alias) {
        switch (alias.additional()) {
            case Additional.None() -> putAlias(tx, functionId, alias, "", 0, "");
            case Additional.Weighted(String other, int percent) -> putAlias(tx, functionId, alias, other, percent, "");
            case Additional.Ruled(String other, var rules) ->
                putAlias(tx, functionId, alias, other, 0, FunctionDocument.write(rules));
        }
    }

    private static void putAlias(Tx tx, String functionId, Alias alias, String other, int weight, String rules) {
        tx.change(
                PUT_ALIAS,
                functionId,
                alias.name(),
                alias.version(),
                alias.description(),
                other,
                weight,
                rules,
                alias.lastModified().toEpochMilli());
    }

    public void deleteAlias(Tx tx, String functionId, String name) {
        tx.change("delete from aliases where function_id = ? and name = ?", functionId, name);
    }

    private static Function version(Function head, ResultSet row) throws SQLException {
        var createdAt = Instant.ofEpochMilli(row.getLong(5));
        return new Function(
                head.id(),
                head.key(),
                row.getLong(2),
                row.getString(1),
                row.getString(3),
                FunctionDocument.readConfig(row.getString(6)),
                FunctionDocument.readCode(row.getString(7)),
                row.getString(4),
                createdAt,
                createdAt);
    }

    private static Alias alias(ResultSet row) throws SQLException {
        return new Alias(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                additional(row),
                Instant.ofEpochMilli(row.getLong(7)));
    }

    private static Additional additional(ResultSet row) throws SQLException {
        var other = row.getString(4);
        var rules = row.getString(6);
        if (other.isEmpty()) {
            return new Additional.None();
        }
        return rules.isEmpty()
                ? new Additional.Weighted(other, row.getInt(5))
                : new Additional.Ruled(other, FunctionDocument.readRules(rules));
    }
}
