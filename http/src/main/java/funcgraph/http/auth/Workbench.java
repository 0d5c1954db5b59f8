package funcgraph.http.auth;

import java.nio.ByteBuffer;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The hash functions and buffers that checking a signature takes. An event loop keeps one for all its requests; a
 * virtual thread lives for one request and gets its own.
 */
final class Workbench {

    private static final ThreadLocal<Workbench> OF_THREAD = ThreadLocal.withInitial(Workbench::new);

    private final ByteText canonical = new ByteText();
    private final ByteText toSign = new ByteText();
    private final MessageDigest sha256;
    private final Mac hmac;

    private Workbench() {
        try {
            this.sha256 = MessageDigest.getInstance("SHA-256");
            this.hmac = Mac.getInstance("HmacSHA256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    static Workbench ofThisThread() {
        return Thread.currentThread().isVirtual() ? new Workbench() : OF_THREAD.get();
    }

    /** Lower-case hex SHA-256 of the body's bytes. */
    String hash(ByteBuffer body) {
        sha256.update(body.duplicate());
        return HexFormat.of().formatHex(sha256.digest());
    }

    /** The 32 bytes that the holder of the key would have sent for this request. */
    byte[] signature(
            RequestFacts request,
            SignatureHeader header,
            PathForm form,
            String date,
            String payloadHash,
            SecretKeySpec key)
            throws NotAuthentic {
        writeCanonical(request, header, form, payloadHash);
        canonical.digestInto(sha256);
        toSign.clear();
        toSign.add(SignatureHeader.SCHEME).add('\n').add(date).add('\n').addHex(sha256.digest());
        try {
            hmac.init(key);
        } catch (InvalidKeyException e) {
            throw new IllegalStateException("users have keys for HmacSHA256", e);
        }
        hmac.update(toSign.array(), 0, toSign.length());
        return hmac.doFinal();
    }

    /** The six parts of functiongraph-api 6.2. */
    private void writeCanonical(RequestFacts request, SignatureHeader header, PathForm form, String payloadHash)
            throws NotAuthentic {
        canonical.clear();
        canonical.add(request.method()).add('\n');
        form.write(request.rawPath(), canonical);
        canonical.add('\n');
        CanonicalQuery.write(request.rawQuery(), canonical);
        canonical.add('\n');
        for (var name : header.signedHeaders()) {
            var value = request.headers().first(name);
            if (value == null) {
                throw new NotAuthentic("the signed header " + name + " is not in the request");
            }
            canonical.add(name).add(':').add(value.strip()).add('\n');
        }
        canonical.add('\n').add(header.signedHeadersText()).add('\n').add(payloadHash);
    }
}
