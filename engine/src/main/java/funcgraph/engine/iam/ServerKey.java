package funcgraph.engine.iam;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret that all nodes of one installation share. It signs nothing itself: each use has its own key derived from
 * it, so that what was made for one use can never pass for another.
 */
public final class ServerKey {

    /** Shortest key in bytes: as long as the hash behind it. */
    public static final int SHORTEST_BYTES = 32;

    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    /**
     * A key of random bytes, made once per installation.
     *
     * @throws IllegalArgumentException when there are fewer than {@value #SHORTEST_BYTES} bytes
     */
    public ServerKey(byte[] bytes) {
        if (bytes.length < SHORTEST_BYTES) {
            throw new IllegalArgumentException(
                    "the server key has " + bytes.length + " bytes, at least " + SHORTEST_BYTES + " are needed");
        }
        this.key = new SecretKeySpec(bytes, ALGORITHM);
    }

    /** 32 bytes that only holders of this key can make from the parts, in their order. */
    byte[] derive(String use, String... parts) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            update(mac, use);
            for (var part : parts) {
                update(mac, part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has " + ALGORITHM, e);
        }
    }

    /** Each part goes in with its length, or ("ab", "c") would give the same as ("a", "bc"). */
    private static void update(Mac mac, String part) {
        var bytes = part.getBytes(StandardCharsets.UTF_8);
        mac.update((byte) (bytes.length >>> 24));
        mac.update((byte) (bytes.length >>> 16));
        mac.update((byte) (bytes.length >>> 8));
        mac.update((byte) bytes.length);
        mac.update(bytes);
    }

    @Override
    public String toString() {
        return "ServerKey[***]";
    }
}
