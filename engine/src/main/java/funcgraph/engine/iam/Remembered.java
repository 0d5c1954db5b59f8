package funcgraph.engine.iam;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Texts that have been verified, so that a client that sends the same token with each invocation pays for its
 * verification once. Only genuine texts are kept, under their hash; whoever finds one must still look at its expiry.
 * Bounded: when it is full it starts anew, which costs one verification each.
 */
final class Remembered<V> {

    private static final int CAPACITY = 4096;

    private final ConcurrentHashMap<String, V> byHash = new ConcurrentHashMap<>();

    @Nullable
    V find(String text) {
        return byHash.get(hash(text));
    }

    void keep(String text, V value) {
        if (byHash.size() >= CAPACITY) {
            byHash.clear();
        }
        byHash.put(hash(text), value);
    }

    int size() {
        return byHash.size();
    }

    private static String hash(String text) {
        return new String(User.sha256(text), StandardCharsets.ISO_8859_1);
    }
}
