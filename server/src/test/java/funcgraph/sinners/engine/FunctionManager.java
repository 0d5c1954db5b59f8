package funcgraph.sinners.engine;

/** Manages, whatever that is. */
final class FunctionManager {
    private FunctionManager() {}
}
