package funcgraph.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * One connection, used by one thread at a time. On SQLite it lives long and keeps its statements prepared, which halves
 * the cost of a point read; the texts are constants of this floor, so their number is bounded. PostgreSQL's driver and
 * pool keep statements themselves.
 */
final class Session implements AutoCloseable {

    private final Connection connection;
    private final boolean keepsStatements;
    private final Map<String, PreparedStatement> kept = new HashMap<>();

    private Session(Connection connection, boolean keepsStatements) {
        this.connection = connection;
        this.keepsStatements = keepsStatements;
    }

    static Session keepingStatements(Connection connection) {
        return new Session(connection, true);
    }

    static Session over(Connection connection) {
        return new Session(connection, false);
    }

    PreparedStatement statement(String sql) throws SQLException {
        if (!keepsStatements) {
            return connection.prepareStatement(sql);
        }
        var statement = kept.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            kept.put(sql, statement);
        }
        return statement;
    }

    void release(PreparedStatement statement) throws SQLException {
        if (!keepsStatements) {
            statement.close();
        }
    }

    /** Runs a statement without arguments and without rows. */
    void run(String sql) throws SQLException {
        var statement = statement(sql);
        try {
            statement.execute();
        } finally {
            release(statement);
        }
    }

    Connection connection() {
        return connection;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
