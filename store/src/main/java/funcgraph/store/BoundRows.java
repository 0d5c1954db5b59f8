package funcgraph.store;

import java.util.List;

/**
 * The rows of other tables that belong to one version or alias of a function, and go when it goes. Such a table has the
 * columns {@code function_id}, which refers to the function and cascades, and {@code qualifier}: {@code latest}, a
 * version's name, or {@code !} and an alias's name. It is listed here, and nowhere else.
 */
public final class BoundRows {

    /**
     * A table of such rows.
     *
     * @param holdsAlias whether an alias that has such rows is not to be deleted (functiongraph-api 2.3, FSS.1154)
     */
    record Bound(String table, boolean holdsAlias) {}

    private static final List<Bound> TABLES = List.of(
            new Bound("async_configs", false),
            new Bound("triggers", true),
            new Bound("dependency_uses", false),
            new Bound("reservations", false));

    private final List<Bound> tables;

    public BoundRows() {
        this(TABLES);
    }

    BoundRows(List<Bound> tables) {
        this.tables = List.copyOf(tables);
    }

    /** Removes what belongs to a version or an alias. */
    public void delete(Tx tx, String functionId, String qualifier) {
        for (var bound : tables) {
            tx.change(
                    "delete from " + bound.table() + " where function_id = ? and qualifier = ?", functionId, qualifier);
        }
    }

    /** Whether anything belongs to an alias that keeps it from being deleted. */
    public boolean holdAlias(View view, String functionId, String qualifier) {
        return tables.stream()
                .filter(Bound::holdsAlias)
                .anyMatch(bound -> view.first(
                                "select 1 from " + bound.table() + " where function_id = ? and qualifier = ? limit 1",
                                row -> row.getInt(1),
                                functionId,
                                qualifier)
                        .isPresent());
    }
}
