package funcgraph.store;

import funcgraph.domain.FunctionKey;
import funcgraph.domain.reserved.KeptReservation;
import funcgraph.domain.reserved.Reservation;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** Reserved instances of versions and aliases, where somebody has asked for some. */
public final class ReservationTable {

    /** Rows that are read of a project or of all: more than quotas let there be. */
    public static final int MOST_ROWS = 100_000;

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final String SELECT = """
            select f.project_id, f.package_name, f.name, f.id, r.qualifier, r.document
            from reservations r join functions f on f.id = r.function_id""";
    private static final String ORDER = " order by f.created_at, f.id, r.qualifier limit ?";

    /** Makes or replaces one; the caller holds the function's row. */
    public void put(Tx tx, String functionId, String qualifier, Reservation reservation) {
        tx.change(
                "insert into reservations (function_id, qualifier, document) values (?, ?, ?)"
                        + " on conflict (function_id, qualifier) do update set document = excluded.document",
                functionId,
                qualifier,
                MAPPER.writeValueAsString(reservation));
    }

    public void delete(Tx tx, String functionId, String qualifier) {
        tx.change("delete from reservations where function_id = ? and qualifier = ?", functionId, qualifier);
    }

    public Optional<Reservation> find(View view, String functionId, String qualifier) {
        return view.first(
                "select document from reservations where function_id = ? and qualifier = ?",
                row -> document(row.getString(1)),
                functionId,
                qualifier);
    }

    /** Those of a function, in the order of the qualifiers. */
    public List<KeptReservation> ofFunction(View view, String functionId) {
        return view.all(SELECT + " where f.id = ?" + ORDER, ReservationTable::read, MOST_ROWS, functionId, MOST_ROWS);
    }

    /** Those of a project, by the creation of their functions. */
    public List<KeptReservation> ofProject(View view, String projectId) {
        return view.all(
                SELECT + " where f.project_id = ?" + ORDER, ReservationTable::read, MOST_ROWS, projectId, MOST_ROWS);
    }

    public List<KeptReservation> all(View view) {
        return view.all(SELECT + ORDER, ReservationTable::read, MOST_ROWS, MOST_ROWS);
    }

    private static KeptReservation read(ResultSet row) throws SQLException {
        return new KeptReservation(
                new FunctionKey(row.getString(1), row.getString(2), row.getString(3)),
                row.getString(4),
                row.getString(5),
                document(row.getString(6)));
    }

    private static Reservation document(String text) {
        return MAPPER.readValue(text, Reservation.class);
    }
}
