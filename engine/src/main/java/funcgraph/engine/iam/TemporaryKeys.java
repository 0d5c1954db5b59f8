package funcgraph.engine.iam;

import funcgraph.domain.Ids;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import javax.crypto.spec.SecretKeySpec;

/**
 * Hands out pairs of keys that end by themselves (functiongraph-api 6.3, {@code securitytokens}). None is stored: the
 * security token names the pair, and both its keys follow from that name and the server key, so every node can check
 * them. The secret key itself is in no text that is sent with a request.
 */
public final class TemporaryKeys {

    /** Shortest and default life of a pair, and the longest. */
    public static final Duration SHORTEST = Duration.ofMinutes(15);

    public static final Duration LONGEST = Duration.ofHours(24);

    private static final String ACCESS_KEY = "access";
    private static final String ACCESS_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final String ACCESS_PREFIX = "HST";
    private static final int ACCESS_LENGTH = 17;
    private static final int SECRET_LENGTH = 40;

    private final Identities identities;
    private final ServerKey key;
    private final SignedClaims signed;
    private final Clock clock;
    private final Ids ids;
    private final Remembered<Known> remembered = new Remembered<>();

    private record Known(String accessKey, KeyLookup.Found found, Instant expiresAt) {}

    public TemporaryKeys(Identities identities, ServerKey key, Clock clock, Ids ids) {
        this.identities = identities;
        this.key = key;
        this.signed = new SignedClaims(key.derive("security-token"));
        this.clock = clock;
        this.ids = ids;
    }

    /**
     * A new pair with the scope of the caller's own proof.
     *
     * @param lifetime from {@link #SHORTEST} to {@link #LONGEST}
     * @throws IllegalArgumentException when the lifetime is outside, or the caller itself came with temporary keys
     */
    public TemporaryKey issue(Caller caller, Duration lifetime) {
        if (!mayBeGiven(caller)) {
            throw new IllegalArgumentException("temporary keys are for who came with a token or keys of its own");
        }
        return issueFor(identities.userOf(caller), caller.scope(), lifetime);
    }

    /** Whether the caller may have a pair: what ends by itself must not be a way to what ends later. */
    public boolean mayBeGiven(Caller caller) {
        return caller.proof() != Proof.TEMPORARY_KEYS && !identities.isAgency(caller.userId());
    }

    TemporaryKey issueFor(User user, Scope scope, Duration lifetime) {
        if (lifetime.compareTo(SHORTEST) < 0 || lifetime.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("lifetime " + lifetime + " must be from " + SHORTEST + " to " + LONGEST);
        }
        var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        var grant = new Grant(user, scope, ids.uuid(), now, now.plus(lifetime));
        var accessKey = accessKeyOf(grant.id());
        var claims = grant.claims(key).claim(ACCESS_KEY, accessKey).build();
        return new TemporaryKey(accessKey, secretKeyOf(grant.id()), signed.sign(claims), grant.expiresAt());
    }

    /** The key that checks signatures of this pair; the access key must be the one the security token was made for. */
    public KeyLookup find(String accessKey, String securityToken) {
        var known = remembered.find(securityToken);
        if (known != null) {
            return ofThisPair(known, accessKey);
        }
        var claims = signed.read(securityToken);
        if (claims == null) {
            return new KeyLookup.NotFound("the security token was not issued by this server or has been altered");
        }
        try {
            var grant = Grant.read(claims, identities, key);
            var secret = secretKeyOf(grant.id()).getBytes(StandardCharsets.UTF_8);
            var found = new KeyLookup.Found(
                    new SecretKeySpec(secret, "HmacSHA256"), grant.user().caller(grant.scope(), Proof.TEMPORARY_KEYS));
            var verified = new Known(String.valueOf(claims.getClaim(ACCESS_KEY)), found, grant.expiresAt());
            remembered.keep(securityToken, verified);
            return ofThisPair(verified, accessKey);
        } catch (Grant.Lapsed refused) {
            return new KeyLookup.NotFound("the security token is not valid any more: " + refused.reason());
        }
    }

    private KeyLookup ofThisPair(Known known, String accessKey) {
        if (!known.accessKey().equals(accessKey)) {
            return new KeyLookup.NotFound("the security token belongs to another access key");
        }
        return clock.instant().isBefore(known.expiresAt())
                ? known.found()
                : new KeyLookup.NotFound("the security token expired at " + known.expiresAt());
    }

    private String accessKeyOf(String id) {
        var bytes = key.derive("temporary-access-key", id);
        var text = new StringBuilder(ACCESS_PREFIX);
        for (int i = 0; i < ACCESS_LENGTH; i++) {
            text.append(ACCESS_ALPHABET.charAt(bytes[i] & 31));
        }
        return text.toString();
    }

    private String secretKeyOf(String id) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(key.derive("temporary-secret-key", id))
                .substring(0, SECRET_LENGTH);
    }
}
