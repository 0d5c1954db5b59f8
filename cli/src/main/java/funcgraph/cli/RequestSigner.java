package funcgraph.cli;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The signature {@code SDK-HMAC-SHA256} over a request (functiongraph-api 6.2). */
final class RequestSigner {

    static final String ALGORITHM = "SDK-HMAC-SHA256";
    static final String DATE_HEADER = "X-Sdk-Date";

    /** Bytes that SHA-256 takes at a time. */
    private static final int HMAC_BLOCK = 64;

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final Access.Signed keys;

    RequestSigner(Access.Signed keys) {
        this.keys = keys;
    }

    /** What {@code X-Sdk-Date} must hold; it is one of the headers to sign. */
    static String date(Instant now) {
        return DATE.format(now);
    }

    /**
     * The value of the {@code Authorization} header.
     *
     * @param rawPath as it stands on the request line, without the query
     * @param query names and values not yet encoded
     * @param headers all that are signed, {@code Host} and {@code X-Sdk-Date} among them
     */
    String authorization(
            String method, String rawPath, Map<String, String> query, Map<String, String> headers, byte[] body) {
        var sorted = new TreeMap<String, String>();
        headers.forEach((name, value) -> sorted.put(name.toLowerCase(Locale.ROOT), value.trim()));
        var names = String.join(";", sorted.keySet());
        var canonical = String.join(
                "\n", method, canonicalPath(rawPath), canonicalQuery(query), lines(sorted), names, sha256(body));
        var date = sorted.getOrDefault(DATE_HEADER.toLowerCase(Locale.ROOT), "");
        var toSign = ALGORITHM + "\n" + date + "\n" + sha256(canonical.getBytes(StandardCharsets.UTF_8));
        return ALGORITHM + " Access=" + keys.accessKey() + ", SignedHeaders=" + names + ", Signature=" + hmac(toSign);
    }

    private static String lines(Map<String, String> headers) {
        var lines = new StringBuilder();
        headers.forEach(
                (name, value) -> lines.append(name).append(':').append(value).append('\n'));
        return lines.toString();
    }

    /** Names and values encoded and sorted, as they are signed and as they may be sent. */
    static String canonicalQuery(Map<String, String> query) {
        var pairs = new ArrayList<String>();
        for (var pair : new TreeMap<>(query).entrySet()) {
            pairs.add(encoded(pair.getKey()) + "=" + encoded(pair.getValue()));
        }
        return String.join("&", pairs);
    }

    /** Everything but RFC 3986's unreserved characters as {@code %XX}. */
    static String encoded(String text) {
        var encoded = new StringBuilder(text.length() + 16);
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            if (isUnreserved(each)) {
                encoded.append((char) each);
            } else {
                encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(each));
            }
        }
        return encoded.toString();
    }

    private static boolean isUnreserved(byte each) {
        return (each >= 'A' && each <= 'Z')
                || (each >= 'a' && each <= 'z')
                || (each >= '0' && each <= '9')
                || "-_.~".indexOf(each) >= 0;
    }

    private static String canonicalPath(String rawPath) {
        var path = List.of(rawPath.split("/", -1)).stream()
                .map(RequestSigner::encoded)
                .collect(Collectors.joining("/"));
        return path.endsWith("/") ? path : path + "/";
    }

    private static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(digest().digest(bytes));
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * HMAC-SHA256 by its definition (RFC 2104): the platform's own looks for providers and reads the rules of their export
     * first, which takes longer than all the rest of signing.
     */
    private String hmac(String text) {
        var key = keys.secretKey().getBytes(StandardCharsets.UTF_8);
        var block = Arrays.copyOf(key.length > HMAC_BLOCK ? digest().digest(key) : key, HMAC_BLOCK);
        var inner = digest();
        inner.update(xored(block, 0x36));
        var hash = inner.digest(text.getBytes(StandardCharsets.UTF_8));
        var outer = digest();
        outer.update(xored(block, 0x5c));
        return HexFormat.of().formatHex(outer.digest(hash));
    }

    private static byte[] xored(byte[] block, int with) {
        var xored = block.clone();
        for (int i = 0; i < xored.length; i++) {
            xored[i] ^= (byte) with;
        }
        return xored;
    }
}
