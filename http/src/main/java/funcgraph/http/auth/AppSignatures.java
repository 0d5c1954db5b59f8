package funcgraph.http.auth;

import funcgraph.engine.iam.Caller;
import funcgraph.engine.iam.Domain;
import funcgraph.engine.iam.KeyLookup;
import funcgraph.engine.iam.Proof;
import funcgraph.engine.iam.Scope;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import javax.crypto.spec.SecretKeySpec;

/** Signatures of apps, in the same scheme as those of users. An app is nobody to the API: it may do nothing there. */
public final class AppSignatures {

    private static final Domain NOWHERE = new Domain("", "");

    private final SdkHmacSha256 signatures;

    /**
     * Makes the check.
     *
     * @param secrets finds the secret of an app's key
     */
    public AppSignatures(Function<String, Optional<String>> secrets, Clock clock) {
        this.signatures = new SdkHmacSha256(
                (key, ignored) -> secrets.apply(key)
                        .<KeyLookup>map(secret -> new KeyLookup.Found(signingKey(secret), app(key)))
                        .orElseGet(() -> new KeyLookup.NotFound("no app has that key")),
                clock);
    }

    /** Why a request is not one of an app's; empty when it is. */
    public Optional<String> refusal(RequestFacts request) {
        var authorization = request.headers().first("authorization");
        if (authorization == null || !SignatureHeader.isSignature(authorization)) {
            return Optional.of("neither X-Apig-AppCode nor a signature is in the request");
        }
        try {
            signatures.verify(request, authorization);
            return Optional.empty();
        } catch (NotAuthentic e) {
            return Optional.of(e.reason());
        }
    }

    private static SecretKeySpec signingKey(String secret) {
        return new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
    }

    private static Caller app(String key) {
        return new Caller(key, key, NOWHERE, List.of(), new Scope.WholeDomain(), Set.of(), Proof.KEYS);
    }
}
