package funcgraph.server.acceptance;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A folder {@code src/test/functions/NAME} with one real function, {@code index.py} and {@code index.js}. Both go into
 * the package, so that a function can change its language and keep its code.
 */
public record Scenario(Path folder) {

    private static final Path FOLDERS = Path.of(System.getProperty("funcgraph.root"), "server/src/test/functions");

    public static Scenario named(String name) {
        return new Scenario(FOLDERS.resolve(name));
    }

    /** The scenarios that come with calls and their recorded answers. */
    public static List<Scenario> withCalls() {
        try (Stream<Path> folders = Files.list(FOLDERS)) {
            return folders.sorted()
                    .map(Scenario::new)
                    .filter(scenario -> Files.exists(scenario.calls()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String name() {
        return folder.getFileName().toString();
    }

    /** The calls to make, JSON. */
    public Path calls() {
        return folder.resolve("calls.json");
    }

    /** The answers they had, JSON. */
    public Path golden(Language language) {
        return folder.resolve("golden." + language.ending() + ".json");
    }

    /** The sources of all languages as a zip. */
    public byte[] packed() {
        var packed = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(packed)) {
            for (var language : Language.values()) {
                var name = "index." + language.ending();
                zip.putNextEntry(new ZipEntry(name));
                zip.write(Files.readAllBytes(folder.resolve(name)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    @Override
    public String toString() {
        return name();
    }
}
