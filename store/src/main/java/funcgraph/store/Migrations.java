package funcgraph.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Brings the tables to this release's form. Each step is one SQL text for both databases, run once, in the order of
 * its number, all in one transaction; what was run is noted with its hash, because a step that is edited after it was
 * released would leave two databases of one version with different tables.
 */
final class Migrations {

    /** The position in this list, from 1, is the version. Only ever add to its end. */
    private static final List<String> STEPS = List.of(
            "0001-functions.sql",
            "0002-versions.sql",
            "0003-async.sql",
            "0004-triggers.sql",
            "0005-dependencies.sql",
            "0006-extras.sql",
            "0007-settings.sql",
            "0008-sources.sql",
            "0009-reservations.sql",
            "0010-metrics.sql",
            "0011-audit.sql",
            "0012-deliveries-by-destination.sql",
            "0013-refused-changes.sql");

    /** The same for the database of logs. */
    private static final List<String> LOG_STEPS = List.of("logs-0001.sql");

    /** Any number will do, as long as every node takes the same. */
    private static final String NODES_WAIT_FOR_EACH_OTHER = "select pg_advisory_xact_lock(7041776123)";

    private Migrations() {}

    static void run(Session session, Dialect dialect) throws SQLException {
        run(session, dialect, STEPS);
    }

    /** The database of logs. */
    static void runForLogs(Session session) throws SQLException {
        run(session, new Dialect.Sqlite(), LOG_STEPS);
    }

    private static void run(Session session, Dialect dialect, List<String> steps) throws SQLException {
        session.run(
                switch (dialect) {
                    case Dialect.Sqlite ignored -> "begin immediate";
                    case Dialect.Postgres ignored -> "begin";
                });
        try {
            if (dialect instanceof Dialect.Postgres) {
                session.run(NODES_WAIT_FOR_EACH_OTHER);
            }
            session.run("create table if not exists schema_steps ("
                    + "version integer not null primary key, name text not null, hash text not null)");
            applyMissing(session, new Tx(session, dialect), steps);
            session.run("commit");
        } catch (SQLException | RuntimeException e) {
            session.run("rollback");
            throw e;
        }
    }

    private static void applyMissing(Session session, Tx tx, List<String> steps) throws SQLException {
        var applied =
                tx.all("select hash from schema_steps order by version", row -> row.getString(1), Integer.MAX_VALUE);
        if (applied.size() > steps.size()) {
            throw new IllegalStateException("the database was written by a newer release: its tables are at step "
                    + applied.size() + ", this release knows " + steps.size());
        }
        for (int i = 0; i < steps.size(); i++) {
            var text = text(steps.get(i));
            var hash = hash(text);
            if (i >= applied.size()) {
                for (var statement : statements(text)) {
                    session.run(statement);
                }
                tx.change("insert into schema_steps (version, name, hash) values (?, ?, ?)", i + 1, steps.get(i), hash);
            } else if (!applied.get(i).equals(hash)) {
                throw new IllegalStateException("step " + steps.get(i) + " is not the one this database was made with");
            }
        }
    }

    /** A statement ends with a semicolon at the end of a line; a line that begins with two hyphens is a comment. */
    private static List<String> statements(String text) {
        var found = new ArrayList<String>();
        var current = new StringBuilder();
        for (var line : text.lines().toList()) {
            if (line.startsWith("--")) {
                continue;
            }
            current.append(line).append('\n');
            if (line.endsWith(";")) {
                found.add(current.substring(0, current.length() - 2));
                current.setLength(0);
            }
        }
        if (!current.toString().isBlank()) {
            throw new IllegalStateException("a migration does not end with a semicolon");
        }
        return found;
    }

    private static String text(String name) {
        try (var resource = Migrations.class.getResourceAsStream("migrations/" + name)) {
            if (resource == null) {
                throw new IllegalStateException("migration " + name + " is not in the jar");
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String hash(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
