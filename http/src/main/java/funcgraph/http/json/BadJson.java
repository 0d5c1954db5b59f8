package funcgraph.http.json;

/** A body that is not the JSON it should be. The message is for the caller: it names the field and what is allowed. */
public final class BadJson extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public BadJson(String message) {
        super(message, null, false, false);
    }
}
