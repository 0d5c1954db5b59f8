package funcgraph.engine.iam;

import java.time.Instant;
import java.util.List;

/**
 * A proof of identity as sent in {@code X-Auth-Token} (functiongraph-api 6.1).
 *
 * @param methods how its first owner showed who it is, {@code password}
 */
public record Token(String text, Caller caller, List<String> methods, Instant issuedAt, Instant expiresAt) {

    public Token {
        methods = List.copyOf(methods);
    }

    @Override
    public String toString() {
        return "Token[text=***, user=" + caller.userName() + ", expiresAt=" + expiresAt + "]";
    }
}
