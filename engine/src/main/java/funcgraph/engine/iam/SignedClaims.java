package funcgraph.engine.iam;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import org.jspecify.annotations.Nullable;

/** Claims that were signed with one key (JWT, HS256), so that any node that has the key can trust them. */
final class SignedClaims {

    /** Longest text that is looked at, in characters: ours have about 500. */
    private static final int LONGEST_TEXT = 8192;

    private static final JWSHeader HEADER = new JWSHeader(JWSAlgorithm.HS256);

    private final MACSigner signer;
    private final MACVerifier verifier;

    SignedClaims(byte[] key) {
        try {
            this.signer = new MACSigner(key);
            this.verifier = new MACVerifier(key);
        } catch (JOSEException e) {
            throw new IllegalArgumentException("not a key for HS256", e);
        }
    }

    String sign(JWTClaimsSet claims) {
        try {
            var jwt = new SignedJWT(HEADER, claims);
            jwt.sign(signer);
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException("the key was accepted when this was made", e);
        }
    }

    /** The claims, or null when the text is not one that {@link #sign} made with the same key. */
    @Nullable
    JWTClaimsSet read(String text) {
        if (text.length() > LONGEST_TEXT) {
            return null;
        }
        try {
            var jwt = SignedJWT.parse(text);
            // The algorithm is ours to choose: one named by the text ("none", or another hash) is never followed.
            boolean genuine = JWSAlgorithm.HS256.equals(jwt.getHeader().getAlgorithm())
                    && isAsWritten(jwt, text)
                    && jwt.verify(verifier);
            return genuine ? jwt.getJWTClaimsSet() : null;
        } catch (ParseException | JOSEException e) {
            return null;
        }
    }

    /** Decoders forgive blanks around it and characters that are not of the alphabet; we wrote none. */
    private static boolean isAsWritten(SignedJWT jwt, String text) {
        var signature = jwt.getSignature();
        return jwt.serialize().equals(text)
                && Base64URL.encode(signature.decode()).equals(signature);
    }
}
