package funcgraph.http.auth;

import funcgraph.engine.iam.AccessKeys;
import funcgraph.engine.iam.TokenCheck;
import funcgraph.engine.iam.Tokens;
import java.time.Clock;

/**
 * Tells who sent a request. A signature counts before a token, and a signature that fails is not made good by a token.
 * Whether the caller may do what it asks, and in which project, is for the routes to ask the {@link
 * funcgraph.engine.iam.Caller}; {@code X-Project-Id} and {@code X-Domain-Id} are not looked at, the path counts.
 *
 * <p>Safe for use by many threads, and never blocks.
 */
public final class Authenticator {

    private final Tokens tokens;
    private final SdkHmacSha256 signatures;

    public Authenticator(Tokens tokens, AccessKeys keys, Clock clock) {
        this.tokens = tokens;
        this.signatures = new SdkHmacSha256(keys, clock);
    }

    /** The caller, or why the answer is 401. */
    public Authentication authenticate(RequestFacts request) {
        var authorization = request.headers().first("authorization");
        if (authorization != null && SignatureHeader.isSignature(authorization)) {
            return bySignature(request, authorization);
        }
        var token = request.headers().first("x-auth-token");
        if (token != null && !token.isBlank()) {
            return byToken(token.strip());
        }
        return new Authentication.Unauthenticated(
                authorization == null
                        ? "neither X-Auth-Token nor Authorization is in the request"
                        : "the Authorization header must begin with " + SignatureHeader.SCHEME);
    }

    private Authentication bySignature(RequestFacts request, String authorization) {
        try {
            return new Authentication.Authenticated(signatures.verify(request, authorization));
        } catch (NotAuthentic e) {
            return new Authentication.Unauthenticated(e.reason());
        }
    }

    private Authentication byToken(String text) {
        return switch (tokens.check(text)) {
            case TokenCheck.Good good ->
                new Authentication.Authenticated(good.token().caller());
            case TokenCheck.Bad(String reason) -> new Authentication.Unauthenticated(reason);
        };
    }
}
