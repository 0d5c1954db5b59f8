package funcgraph.http.auth;

/** Leaves the checks of a signature at the first that fails. Never leaves this package. */
final class NotAuthentic extends Exception {

    private static final long serialVersionUID = 1L;

    private final String reason;

    NotAuthentic(String reason) {
        super(reason, null, false, false);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
