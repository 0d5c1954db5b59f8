package funcgraph.server.acceptance;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** How a request shows who sends it (functiongraph-api 6.1, 6.2). Written apart from the code that it tests. */
public sealed interface Proof {

    /** No proof at all. */
    Proof NONE = new Nothing();

    /** The headers that prove a request. */
    Map<String, String> headers(Request request);

    /**
     * A request before it is proven.
     *
     * @param rawPath as it stands on the request line
     * @param rawQuery as it stands behind the question mark, {@code ""} for none
     * @param host what the Host header holds
     */
    record Request(String method, String rawPath, String rawQuery, String host, byte[] body) {}

    record Nothing() implements Proof {
        @Override
        public Map<String, String> headers(Request request) {
            return Map.of();
        }
    }

    record Token(String text) implements Proof {
        @Override
        public Map<String, String> headers(Request request) {
            return Map.of("X-Auth-Token", text);
        }
    }

    /** An access key and its secret key, used now. */
    record Keys(String accessKey, String secretKey) implements Proof {
        @Override
        public Map<String, String> headers(Request request) {
            return signed(Instant.now(), request, Map.of());
        }

        /** The signature at another moment, over more headers than the least. */
        public Map<String, String> signed(Instant moment, Request request, Map<String, String> more) {
            var signed = new LinkedHashMap<>(more);
            signed.put("host", request.host());
            signed.put("x-sdk-date", DATE.format(moment));
            var names = signed.keySet().stream().sorted().toList();
            var canonical = new ArrayList<String>();
            canonical.add(request.method());
            canonical.add(path(request.rawPath()));
            canonical.add(query(request.rawQuery()));
            names.forEach(name -> canonical.add(name + ":" + signed.get(name)));
            canonical.add("");
            canonical.add(String.join(";", names));
            canonical.add(sha256(request.body()));
            var toSign =
                    "SDK-HMAC-SHA256\n" + signed.get("x-sdk-date") + "\n" + sha256(utf8(String.join("\n", canonical)));
            var sent = new LinkedHashMap<>(signed);
            sent.remove("host");
            sent.put(
                    "Authorization",
                    "SDK-HMAC-SHA256 Access=%s, SignedHeaders=%s, Signature=%s"
                            .formatted(accessKey, String.join(";", names), hmac(utf8(secretKey), utf8(toSign))));
            return sent;
        }
    }

    /** Temporary keys: the security token goes beside the signature. */
    record TemporaryKeys(Keys keys, String securityToken) implements Proof {
        @Override
        public Map<String, String> headers(Request request) {
            return keys.signed(Instant.now(), request, Map.of("x-security-token", securityToken));
        }
    }

    DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private static String path(String rawPath) {
        var encoded = Stream.of(rawPath.split("/", -1)).map(Proof::encoded).collect(Collectors.joining("/"));
        return encoded.endsWith("/") ? encoded : encoded + "/";
    }

    /** Queries in tests are sent encoded as they are signed, so sorting them is all there is to do. */
    private static String query(String rawQuery) {
        return rawQuery.isEmpty()
                ? ""
                : String.join(
                        "&", List.of(rawQuery.split("&", -1)).stream().sorted().toList());
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String hmac(byte[] key, byte[] text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
