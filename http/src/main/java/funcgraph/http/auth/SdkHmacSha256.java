package funcgraph.http.auth;

import funcgraph.engine.iam.AccessKeys;
import funcgraph.engine.iam.Caller;
import funcgraph.engine.iam.KeyLookup;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Locale;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Checks signatures of the scheme SDK-HMAC-SHA256 (functiongraph-api 6.2). Exactly the headers that the request lists
 * are checked; of these {@code host} and {@code x-sdk-date} must be: without the first, what was signed for one server
 * could be sent to another. A request may be sent again within the 15 minutes its date is good for, but not changed.
 */
final class SdkHmacSha256 {

    private static final String UNSIGNED_PAYLOAD = "UNSIGNED-PAYLOAD";
    private static final PathForm[] FORMS = PathForm.values();

    private final BiFunction<String, @Nullable String, KeyLookup> keys;
    private final Clock clock;

    SdkHmacSha256(AccessKeys keys, Clock clock) {
        this(keys::find, clock);
    }

    /**
     * Checks signatures of other keys.
     *
     * @param keys by an access key and what came as {@code X-Security-Token}, null when nothing did
     */
    SdkHmacSha256(BiFunction<String, @Nullable String, KeyLookup> keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    Caller verify(RequestFacts request, String authorization) throws NotAuthentic {
        var header = SignatureHeader.parse(authorization);
        var date = request.headers().first("x-sdk-date");
        if (date == null) {
            throw new NotAuthentic("X-Sdk-Date is missing");
        }
        date = date.strip();
        SdkDate.requireNear(date, clock.instant());
        var lookup = keys.apply(header.accessKey(), request.headers().first("x-security-token"));
        return switch (lookup) {
            case KeyLookup.NotFound(String reason) -> throw new NotAuthentic(reason);
            case KeyLookup.Found found -> {
                requireSignature(request, header, date, found);
                yield found.caller();
            }
        };
    }

    private void requireSignature(RequestFacts request, SignatureHeader header, String date, KeyLookup.Found signer)
            throws NotAuthentic {
        var bench = Workbench.ofThisThread();
        var payloadHash = payloadHash(request, bench);
        for (var form : FORMS) {
            if (form.differsFor(request.rawPath())) {
                var expected = bench.signature(request, header, form, date, payloadHash, signer.key());
                if (MessageDigest.isEqual(expected, header.signature())) {
                    return;
                }
            }
        }
        throw new NotAuthentic("the signature does not match the request");
    }

    /**
     * What the client says the body's hash is, if it is true. Only a body that is not JSON may go unsigned: the SDKs
     * send nothing else so.
     */
    private static String payloadHash(RequestFacts request, Workbench bench) throws NotAuthentic {
        var claimed = request.headers().first("x-sdk-content-sha256");
        if (claimed != null && claimed.strip().equals(UNSIGNED_PAYLOAD)) {
            if (request.body().hasRemaining()
                    && !isOtherThanJson(request.headers().first("content-type"))) {
                throw new NotAuthentic("a JSON body must be signed, X-Sdk-Content-Sha256 may not be UNSIGNED-PAYLOAD");
            }
            return UNSIGNED_PAYLOAD;
        }
        var actual = bench.hash(request.body());
        if (claimed == null) {
            return actual;
        }
        if (!claimed.strip().toLowerCase(Locale.ROOT).equals(actual)) {
            throw new NotAuthentic("X-Sdk-Content-Sha256 is not the hash of the body");
        }
        return claimed.strip();
    }

    private static boolean isOtherThanJson(@Nullable String contentType) {
        return contentType != null
                && !contentType.isBlank()
                && !contentType.toLowerCase(Locale.ROOT).contains("json");
    }
}
