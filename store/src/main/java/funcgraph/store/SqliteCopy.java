package funcgraph.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * A copy of SQLite's file as it was at one moment, taken while a server, in this process or another, goes on writing: the
 * copy is made inside a read transaction, for which a writer in WAL mode does not wait.
 *
 * @param file the copy, whole and without companions
 * @param packages digests of all packages that rows of the copy refer to
 */
public record SqliteCopy(Path file, List<String> packages) {

    private static final int PAGE = 1000;

    /**
     * Takes a copy of the functions' database.
     *
     * @param database SQLite's file
     * @param target where to; must not be there yet
     * @throws StoreFailed when SQLite cannot read the one or write the other
     */
    public static SqliteCopy of(Path database, Path target) {
        write(database, target);
        try {
            return new SqliteCopy(target, packages(target));
        } catch (SQLException e) {
            throw new StoreFailed("the copy of " + database + " cannot be read", e);
        }
    }

    /**
     * Takes a copy of any database of SQLite's.
     *
     * @param target where to; must not be there yet
     * @throws StoreFailed when SQLite cannot read the one or write the other
     */
    public static void write(Path database, Path target) {
        SqliteLibrary.prepare(database.resolveSibling("native"));
        try {
            // Rows hold user data; into an empty file SQLite copies as into none.
            Files.createFile(
                    target, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try (var session = SqliteDatabase.openSession(database, false)) {
                session.run("vacuum into '" + target.toString().replace("'", "''") + "'");
            }
        } catch (SQLException e) {
            throw new StoreFailed("the database " + database + " cannot be copied", e);
        } catch (IOException e) {
            throw new UncheckedIOException("the database " + database + " cannot be copied: " + e, e);
        }
    }

    private static List<String> packages(Path copy) throws SQLException {
        var table = new FunctionTable();
        var all = new ArrayList<String>();
        try (var session = SqliteDatabase.openSession(copy, true)) {
            var view = new View(session, new Dialect.Sqlite());
            var page = table.referenced(view, "", PAGE);
            while (!page.isEmpty()) {
                all.addAll(page);
                page = table.referenced(view, page.getLast(), PAGE);
            }
        }
        return all;
    }
}
