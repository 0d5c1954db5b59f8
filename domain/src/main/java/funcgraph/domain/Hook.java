package funcgraph.domain;

/**
 * A second entry point of user code with a time limit of its own: the initializer, pre-stop, restore hook.
 *
 * @param handler {@code ""} for none
 * @param timeoutSeconds 0 for none
 */
public record Hook(String handler, int timeoutSeconds) {

    public static final Hook NONE = new Hook("", 0);

    public boolean isPresent() {
        return !handler.isEmpty();
    }
}
