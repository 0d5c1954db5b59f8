package funcgraph.engine.iam;

/** What came of looking at a token. */
public sealed interface TokenCheck {

    record Good(Token token) implements TokenCheck {}

    /** {@code reason} may be told to whoever sent it. */
    record Bad(String reason) implements TokenCheck {}
}
