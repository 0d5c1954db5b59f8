package funcgraph.http.auth;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs as functiongraph-api 6.2 says, from what a client holds in its hands: path segments and parameters that are not
 * encoded. Written for clarity, and sharing no code with what it tests.
 */
final class ReferenceSigner {

    private ReferenceSigner() {}

    /** One name and value of a query. */
    record Parameter(String name, String value) {}

    /** A request before it is signed. */
    record Unsigned(
            String method, List<String> segments, List<Parameter> query, Map<String, String> headers, byte[] body) {}

    static String authorization(Unsigned request, String accessKey, String secretKey) {
        return authorization(request, accessKey, secretKey, "");
    }

    /**
     * The same for a client that encodes one character less.
     *
     * @param unescaped the character that its paths keep as it is, or nothing
     */
    static String authorization(Unsigned request, String accessKey, String secretKey, String unescaped) {
        var headers = new TreeMap<>(request.headers());
        var names = String.join(";", headers.keySet());
        var lines = new ArrayList<String>();
        lines.add(request.method());
        var path = new StringBuilder("/");
        for (var segment : request.segments()) {
            var encoded = encode(segment);
            path.append(unescaped.isEmpty() ? encoded : encoded.replace(encode(unescaped), unescaped))
                    .append('/');
        }
        lines.add(path.toString());
        lines.add(query(request.query()));
        headers.forEach((name, value) -> lines.add(name + ":" + value.strip()));
        lines.add("");
        lines.add(names);
        lines.add(headers.getOrDefault("x-sdk-content-sha256", sha256(request.body())));
        var canonical = String.join("\n", lines);
        var toSign = "SDK-HMAC-SHA256\n" + headers.get("x-sdk-date") + "\n"
                + sha256(canonical.getBytes(StandardCharsets.UTF_8));
        return "SDK-HMAC-SHA256 Access=" + accessKey + ", SignedHeaders=" + names + ", Signature="
                + hmac(secretKey, toSign);
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    private static String query(List<Parameter> parameters) {
        return String.join(
                "&",
                parameters.stream()
                        .map(one -> new Parameter(encode(one.name()), encode(one.value())))
                        .sorted((a, b) -> a.name().equals(b.name())
                                ? a.value().compareTo(b.value())
                                : a.name().compareTo(b.name()))
                        .map(one -> one.name() + "=" + one.value())
                        .toList());
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String hmac(String secretKey, String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secretKey.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
