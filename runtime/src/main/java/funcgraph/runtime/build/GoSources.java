package funcgraph.runtime.build;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The Go SDK that functions are compiled against, and the worker that opens them, as sources in the server's own jar.
 *
 * @param files content by path below a GOPATH
 */
record GoSources(Map<String, byte[]> files) {

    private static final String ROOT = "/bootstraps/go/";
    private static final String LIST = "sources.txt";
    private static final int DIGEST_BYTES = 8;

    static GoSources packed() throws IOException {
        var files = new LinkedHashMap<String, byte[]>();
        for (String name :
                new String(read(LIST), StandardCharsets.UTF_8).lines().toList()) {
            files.put(name, read(name));
        }
        return new GoSources(files);
    }

    private static byte[] read(String name) throws IOException {
        try (InputStream packed = GoSources.class.getResourceAsStream(ROOT + name)) {
            if (packed == null) {
                throw new FileNotFoundException("the server's jar lacks bootstraps/go/" + name);
            }
            return packed.readAllBytes();
        }
    }

    /** A short name for exactly these sources and {@code toolchain}: what one combination built fits no other. */
    String fingerprint(GoToolchain toolchain) {
        try {
            var sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update((toolchain.version() + "\n" + toolchain.root() + "\n").getBytes(StandardCharsets.UTF_8));
            files.forEach((name, content) -> {
                sha256.update((name + "\n" + content.length + "\n").getBytes(StandardCharsets.UTF_8));
                sha256.update(content);
            });
            return toolchain.version() + "-" + HexFormat.of().formatHex(sha256.digest(), 0, DIGEST_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Writes them below {@code gopath}, over what is there. */
    void unpack(Path gopath) throws IOException {
        for (var file : files.entrySet()) {
            Path target = gopath.resolve(file.getKey());
            Files.createDirectories(target.resolveSibling("."));
            Path half = target.resolveSibling(target.getFileName() + ".half");
            Files.write(half, file.getValue());
            Files.move(half, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Builds in sandboxes read them as another user, whatever the server's umask. */
    static void openToAll(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.toList()) {
                boolean runs = Files.isDirectory(file) || Files.isExecutable(file);
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(runs ? "rwxr-xr-x" : "rw-r--r--"));
            }
        }
    }
}
