package funcgraph.store;

import java.sql.SQLException;

/**
 * The database broke, or did not say in time whether it took a change. Whether the change will be there later is not
 * known; it has not been acknowledged.
 */
public final class StoreFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StoreFailed(String what) {
        super(what);
    }

    StoreFailed(String what, SQLException cause) {
        super(what + ": " + cause.getMessage(), cause);
    }

    /** The SQL state of the failure, {@code ""} when it has none. */
    String sqlState() {
        return getCause() instanceof SQLException sql && sql.getSQLState() != null ? sql.getSQLState() : "";
    }
}
