package funcgraph.engine.iam;

import funcgraph.domain.Ids;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Hands out tokens and recognises them. A token carries all that is needed to check it, so none is stored: it is good
 * on every node with the same server key for as long as its user is in the configuration with the same credentials.
 */
public final class Tokens {

    /** How long a token is good (functiongraph-api 6.1). */
    public static final Duration LIFETIME = Duration.ofHours(24);

    private static final String METHODS = "methods";

    private final Identities identities;
    private final ServerKey key;
    private final SignedClaims signed;
    private final Clock clock;
    private final Ids ids;
    private final Remembered<Token> remembered = new Remembered<>();

    public Tokens(Identities identities, ServerKey key, Clock clock, Ids ids) {
        this.identities = identities;
        this.key = key;
        this.signed = new SignedClaims(key.derive("token"));
        this.clock = clock;
        this.ids = ids;
    }

    /** A new token for a user who has just shown who it is, good for {@link #LIFETIME}. */
    public Token issue(User user, Scope scope, List<String> methods) {
        return issue(user, scope, methods, LIFETIME);
    }

    Token issue(User user, Scope scope, List<String> methods, Duration lifetime) {
        var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        return sign(new Grant(user, scope, ids.uuid(), now, now.plus(lifetime)), methods);
    }

    /** The same user's token with another scope. It ends when the old one does, or a token could live for ever. */
    public Token rescope(Token old, Scope scope) {
        var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        return sign(new Grant(identities.userOf(old.caller()), scope, ids.uuid(), now, old.expiresAt()), old.methods());
    }

    /** Recognises a token. The reasons it gives name neither the token nor a secret. */
    public TokenCheck check(String text) {
        var known = remembered.find(text);
        if (known != null) {
            return inTime(known);
        }
        var claims = signed.read(text);
        if (claims == null) {
            return new TokenCheck.Bad("the token was not issued by this server or has been altered");
        }
        try {
            var grant = Grant.read(claims, identities, key);
            var token = token(text, grant, claims.getStringListClaim(METHODS));
            remembered.keep(text, token);
            return inTime(token);
        } catch (Grant.Lapsed refused) {
            return new TokenCheck.Bad("the token is not valid any more: " + refused.reason());
        } catch (ParseException e) {
            throw new IllegalStateException("a token signed by us has claims we do not write", e);
        }
    }

    private Token sign(Grant grant, List<String> methods) {
        var claims = grant.claims(key).claim(METHODS, methods).build();
        return token(signed.sign(claims), grant, methods);
    }

    private static Token token(String text, Grant grant, List<String> methods) {
        var caller = grant.user().caller(grant.scope(), Proof.TOKEN);
        return new Token(text, caller, methods, grant.issuedAt(), grant.expiresAt());
    }

    private TokenCheck inTime(Token token) {
        Instant expiresAt = token.expiresAt();
        return clock.instant().isBefore(expiresAt)
                ? new TokenCheck.Good(token)
                : new TokenCheck.Bad("the token expired at " + expiresAt);
    }
}
