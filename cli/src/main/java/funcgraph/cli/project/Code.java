package funcgraph.cli.project;

import java.nio.file.Path;

/** Where a function's code is. */
public sealed interface Code {

    /** A folder or a single file, which goes as a zip. */
    record Files(Path root) implements Code {}

    /** An archive that somebody else has made, a zip or a jar. */
    record Made(Path archive) implements Code {}

    /** An object that the server fetches itself. */
    record Remote(String url) implements Code {}

    /** None: an image says what runs. */
    record None() implements Code {}

    /** Reads what {@code code:} says, a path from {@code directory} or an address. */
    static Code of(Path directory, String text) {
        if (text.startsWith("http://") || text.startsWith("https://")) {
            return new Remote(text);
        }
        var path = directory.resolve(text).normalize();
        return text.endsWith(".zip") || text.endsWith(".jar") ? new Made(path) : new Files(path);
    }
}
