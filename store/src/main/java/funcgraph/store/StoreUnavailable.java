package funcgraph.store;

/** The store could not begin in time, or is closed. Nothing has been done, so the caller may try again. */
public final class StoreUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StoreUnavailable(String why) {
        super(why);
    }
}
