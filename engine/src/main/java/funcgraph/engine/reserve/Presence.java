package funcgraph.engine.reserve;

/**
 * What there is of a reservation on this node.
 *
 * @param present instances that are alive
 * @param wanted as many as there should be now
 * @param trouble why there are fewer; empty when nothing is wrong
 */
public record Presence(int present, int wanted, String trouble) {

    static final Presence NONE = new Presence(0, 0, "");
}
