package funcgraph.store;

/** The few places where SQLite and PostgreSQL need different words. Everything else is one text for both. */
sealed interface Dialect {

    /** Ends a select whose rows must stay as they are until the transaction ends. */
    String forUpdate();

    /** Ends a select whose rows are taken, where those that another transaction is taking should be left to it. */
    String skipLocked();

    /** SQLite has one writer at a time, so nothing needs a lock. */
    record Sqlite() implements Dialect {
        @Override
        public String forUpdate() {
            return "";
        }

        @Override
        public String skipLocked() {
            return "";
        }
    }

    /** Writers run side by side, on several nodes; a row that is read to be changed is locked. */
    record Postgres() implements Dialect {
        @Override
        public String forUpdate() {
            return " for update";
        }

        @Override
        public String skipLocked() {
            return " for update skip locked";
        }
    }
}
