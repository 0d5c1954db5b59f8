package funcgraph.cli.project;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Code, ready to be sent. The array is handed over, not copied.
 *
 * @param type {@code zip} or {@code jar}
 * @param digest SHA-512 as the API tells it
 */
public record Parcel(String type, String filename, byte[] bytes, String digest) {

    /**
     * Packs what a project's code is.
     *
     * @throws Misread when it is not there, or too large to be code
     */
    public static Parcel of(Path folder, String filename, Ignored ignored) {
        return of("zip", filename, CodeArchive.of(folder, ignored));
    }

    /** Takes an archive as it is. */
    public static Parcel of(Path archive) {
        var name = String.valueOf(archive.getFileName());
        try {
            return of(name.endsWith(".jar") ? "jar" : "zip", name, Files.readAllBytes(archive));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the code " + archive + "; build it first?", e);
        }
    }

    private static Parcel of(String type, String filename, byte[] bytes) {
        try {
            var sha512 = MessageDigest.getInstance("SHA-512");
            return new Parcel(type, filename, bytes, HexFormat.of().formatHex(sha512.digest(bytes)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-512", e);
        }
    }
}
