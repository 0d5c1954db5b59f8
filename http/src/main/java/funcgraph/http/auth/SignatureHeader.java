package funcgraph.http.auth;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A parsed {@code Authorization: SDK-HMAC-SHA256 Access=…, SignedHeaders=…, Signature=…} (functiongraph-api 6.2).
 *
 * @param signedHeaders lower-case names, sorted, none twice; {@code host} and {@code x-sdk-date} among them
 * @param signedHeadersText the same as it was sent
 * @param signature 32 bytes
 */
record SignatureHeader(String accessKey, List<String> signedHeaders, String signedHeadersText, byte[] signature) {

    static final String SCHEME = "SDK-HMAC-SHA256";

    private static final int LONGEST_HEADER = 8192;
    private static final int LONGEST_ACCESS_KEY = 128;
    private static final int MOST_SIGNED_HEADERS = 100;
    private static final int SIGNATURE_BYTES = 32;

    /** True when the header is of this scheme or one of its kin, so that it is not meant for anybody else. */
    static boolean isSignature(@Nullable String authorization) {
        return authorization != null && (authorization.startsWith("SDK-") || authorization.startsWith("V11-HMAC-"));
    }

    static SignatureHeader parse(String authorization) throws NotAuthentic {
        if (authorization.length() > LONGEST_HEADER) {
            throw new NotAuthentic("the Authorization header is longer than " + LONGEST_HEADER + " characters");
        }
        if (!authorization.startsWith(SCHEME + " ")) {
            throw new NotAuthentic("the signature algorithm is not supported, use " + SCHEME);
        }
        String accessKey = null;
        String signedHeaders = null;
        String signature = null;
        for (int at = SCHEME.length(); at < authorization.length(); ) {
            int comma = authorization.indexOf(',', at);
            int end = comma < 0 ? authorization.length() : comma;
            var field = authorization.substring(at, end).strip();
            if (field.startsWith("Access=")) {
                accessKey = once(accessKey, field);
            } else if (field.startsWith("SignedHeaders=")) {
                signedHeaders = once(signedHeaders, field);
            } else if (field.startsWith("Signature=")) {
                signature = once(signature, field);
            } else if (field.startsWith("Credential=")) {
                throw new NotAuthentic("the old form with Credential= is not supported, sign with Access=");
            } else {
                throw new NotAuthentic(
                        "the Authorization header must have Access=, SignedHeaders= and Signature= only");
            }
            at = end + 1;
        }
        if (accessKey == null || signedHeaders == null || signature == null) {
            throw new NotAuthentic("the Authorization header must have Access=, SignedHeaders= and Signature=");
        }
        requireAccessKey(accessKey);
        return new SignatureHeader(accessKey, names(signedHeaders), signedHeaders, bytes(signature));
    }

    private static String once(@Nullable String earlier, String field) throws NotAuthentic {
        if (earlier != null) {
            throw new NotAuthentic("the Authorization header has a field twice");
        }
        return field.substring(field.indexOf('=') + 1);
    }

    private static void requireAccessKey(String accessKey) throws NotAuthentic {
        if (accessKey.isEmpty() || accessKey.length() > LONGEST_ACCESS_KEY) {
            throw new NotAuthentic("the access key must have 1 to " + LONGEST_ACCESS_KEY + " characters");
        }
    }

    /**
     * Splits at semicolons. All clients sort and lower-case the list; a list in another order is refused, as nothing
     * says whether the order of the list or of the alphabet was signed.
     */
    private static List<String> names(String text) throws NotAuthentic {
        var names = new ArrayList<String>();
        var previous = "";
        for (int at = 0; at <= text.length(); ) {
            int semicolon = text.indexOf(';', at);
            int end = semicolon < 0 ? text.length() : semicolon;
            var name = text.substring(at, end);
            if (!isHeaderName(name) || name.compareTo(previous) <= 0) {
                throw new NotAuthentic("SignedHeaders must be lower-case names, sorted, each once, separated by ';'");
            }
            names.add(name);
            previous = name;
            at = end + 1;
        }
        if (names.size() > MOST_SIGNED_HEADERS) {
            throw new NotAuthentic("SignedHeaders names more than " + MOST_SIGNED_HEADERS + " headers");
        }
        if (!names.contains("host") || !names.contains("x-sdk-date")) {
            throw new NotAuthentic("SignedHeaders must name host and x-sdk-date");
        }
        return names;
    }

    private static boolean isHeaderName(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c <= ' ' || c >= 0x7f || c == ':' || (c >= 'A' && c <= 'Z')) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    private static byte[] bytes(String hex) throws NotAuthentic {
        if (hex.length() != 2 * SIGNATURE_BYTES) {
            throw new NotAuthentic("Signature must be 64 lower-case hex digits");
        }
        var bytes = new byte[SIGNATURE_BYTES];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (digit(hex.charAt(2 * i)) << 4 | digit(hex.charAt(2 * i + 1)));
        }
        return bytes;
    }

    private static int digit(char c) throws NotAuthentic {
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        if (c >= 'a' && c <= 'f') {
            return c - 'a' + 10;
        }
        throw new NotAuthentic("Signature must be 64 lower-case hex digits");
    }
}
