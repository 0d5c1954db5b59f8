package funcgraph.store;

import java.sql.PreparedStatement;

/** A transaction: everything done in it becomes durable together, or nothing does. */
public final class Tx extends View {

    Tx(Session session, Dialect dialect) {
        super(session, dialect);
    }

    /** Runs a statement that changes rows, and says how many it changed. */
    int change(String sql, Object... arguments) {
        return call(sql, arguments, PreparedStatement::executeUpdate);
    }
}
