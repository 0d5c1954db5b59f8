package funcgraph.http.console;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All files of the console, as its build left them on the class path: read once, and few enough to be kept. */
final class ConsoleFiles {

    private static final String FOLDER = "/funcgraph/http/console/";

    /** The build's list of what it made; without it the console was not built. */
    private static final String LIST = "files.txt";

    private static final String INDEX = "index.html";
    private static final String COMPRESSED = ".gz";

    /** What is in this folder has a hash in its name. */
    private static final String HASHED = "assets/";

    /** A console that outgrows it was built wrongly. */
    private static final int MOST_BYTES = 16 * 1024 * 1024;

    private static final int TAG_BYTES = 12;

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml",
            "json", "application/json",
            "txt", "text/plain; charset=utf-8");

    private final Map<String, ConsoleFile> files;

    private ConsoleFiles(Map<String, ConsoleFile> files) {
        this.files = Map.copyOf(files);
    }

    /** Reads them; blocks. There are none when the console was not built. */
    static ConsoleFiles read() {
        var list = bytes(LIST);
        if (list == null) {
            return new ConsoleFiles(Map.of());
        }
        Set<String> names = new String(list, StandardCharsets.UTF_8)
                .lines()
                .filter(name -> !name.isBlank())
                .collect(Collectors.toSet());
        var files = new HashMap<String, ConsoleFile>();
        long held = 0;
        for (var name : names) {
            if (!name.endsWith(COMPRESSED)) {
                var plain = required(name);
                var gzip = names.contains(name + COMPRESSED) ? required(name + COMPRESSED) : null;
                held += plain.length + (gzip == null ? 0 : gzip.length);
                if (held > MOST_BYTES) {
                    throw new IllegalStateException("the console's files are larger than " + MOST_BYTES + " bytes");
                }
                files.put(name, file(name, plain, gzip));
            }
        }
        return new ConsoleFiles(files);
    }

    Optional<ConsoleFile> index() {
        return Optional.ofNullable(files.get(INDEX));
    }

    /**
     * The file of a path below the console's own. A path that names none is a page of the console, which the index shows;
     * except among the hashed files, where it is one of another build.
     */
    Optional<ConsoleFile> find(String path) {
        var file = files.get(path);
        if (file != null) {
            return Optional.of(file);
        }
        return path.startsWith(HASHED) ? Optional.empty() : index();
    }

    private static ConsoleFile file(String name, byte[] plain, byte @Nullable [] gzip) {
        var ending = name.substring(name.lastIndexOf('.') + 1);
        return new ConsoleFile(
                TYPES.getOrDefault(ending, "application/octet-stream"),
                Buffer.buffer(plain),
                gzip == null ? null : Buffer.buffer(gzip),
                tag(plain),
                name.startsWith(HASHED));
    }

    private static String tag(byte[] content) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(content);
            return '"' + HexFormat.of().formatHex(digest, 0, TAG_BYTES) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static byte[] required(String name) {
        var content = bytes(name);
        if (content == null) {
            throw new IllegalStateException("the console lacks its file " + name);
        }
        return content;
    }

    private static byte @Nullable [] bytes(String name) {
        try (var stream = ConsoleFiles.class.getResourceAsStream(FOLDER + name)) {
            return stream == null ? null : stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
