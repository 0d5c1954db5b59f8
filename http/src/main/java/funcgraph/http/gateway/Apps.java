package funcgraph.http.gateway;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;

/** Who may call APIs of kind APP: by a code in a header, or by a signature with the app's key. */
public record Apps(List<App> apps) {

    public static final Apps NONE = new Apps(List.of());

    /** One of them. {@code code}, {@code key} and {@code secret} are empty where it has none. */
    public record App(String name, String code, String key, String secret) {
        @Override
        public String toString() {
            return "App[" + name + "]";
        }
    }

    public Apps {
        apps = List.copyOf(apps);
    }

    /** Compares in a time that tells nothing of the codes. */
    boolean haveCode(String code) {
        boolean known = false;
        for (var app : apps) {
            known |= !app.code().isEmpty() && MessageDigest.isEqual(bytes(app.code()), bytes(code));
        }
        return known;
    }

    /** The app that signs with this key. */
    public Optional<App> withKey(String key) {
        return apps.stream()
                .filter(app -> !app.key().isEmpty() && app.key().equals(key))
                .findFirst();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
