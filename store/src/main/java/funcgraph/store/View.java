package funcgraph.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A place to read from, handed to the tables. It is valid only while the work that got it runs, and only on its thread.
 * What can be asked of it is known to the tables alone.
 */
public sealed class View permits Tx {

    private final Session session;
    private final Dialect dialect;

    View(Session session, Dialect dialect) {
        this.session = session;
        this.dialect = dialect;
    }

    /** Reads the row that a result set stands on. */
    @FunctionalInterface
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    Dialect dialect() {
        return dialect;
    }

    /** The first row, if there is one. Arguments are texts, longs and integers, in the order of the question marks. */
    final <T> Optional<T> first(String sql, Row<T> row, Object... arguments) {
        var found = all(sql, row, 1, arguments);
        return found.isEmpty() ? Optional.empty() : Optional.of(found.getFirst());
    }

    /** Up to {@code limit} rows. */
    final <T> List<T> all(String sql, Row<T> row, int limit, Object... arguments) {
        return call(sql, arguments, statement -> {
            var found = new ArrayList<T>();
            try (var rows = statement.executeQuery()) {
                while (found.size() < limit && rows.next()) {
                    found.add(row.read(rows));
                }
            }
            return found;
        });
    }

    /** What is done with a prepared and bound statement. */
    @FunctionalInterface
    interface Use<T> {
        T of(PreparedStatement statement) throws SQLException;
    }

    final <T> T call(String sql, Object[] arguments, Use<T> use) {
        try {
            var statement = session.statement(sql);
            try {
                for (int i = 0; i < arguments.length; i++) {
                    statement.setObject(i + 1, arguments[i]);
                }
                return use.of(statement);
            } finally {
                session.release(statement);
            }
        } catch (SQLException e) {
            throw new StoreFailed("the database refused a statement", e);
        }
    }
}
