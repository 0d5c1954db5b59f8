package funcgraph.runtime.catalog;

import funcgraph.domain.RuntimeName;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * What {@code funcgraph runtimes install} has put into a directory. Beside each tree lies a note that says what it is; it
 * is written last, so that a tree with a note is complete, and the interpreter need not be asked its version.
 */
public final class InstalledRuntimes {

    /** The note's name, below the directory of one runtime. */
    public static final String NOTE = "installed.properties";

    private static final String VERSION = "version";
    private static final String EXECUTABLE = "executable";
    private static final String VARIABLE = "variable.";

    private final Path directory;

    public InstalledRuntimes(Path directory) {
        this.directory = directory.toAbsolutePath().normalize();
    }

    /** The interpreter installed under the very name of {@code runtime}. */
    public Optional<Program> find(RuntimeName runtime) {
        return RuntimePath.of(runtime).flatMap(this::find);
    }

    /** All interpreters installed for a language. */
    Stream<Program> all(RuntimeName.Family family) {
        return Stream.of(RuntimeName.values())
                .filter(runtime -> runtime.family() == family)
                .flatMap(runtime -> find(runtime).stream());
    }

    private Optional<Program> find(RuntimePath path) {
        Path home = path.under(directory);
        var note = new Properties();
        try (Reader text = Files.newBufferedReader(directory.resolve(path.id()).resolve(NOTE))) {
            note.load(text);
        } catch (IOException | IllegalArgumentException notInstalled) {
            return Optional.empty();
        }
        Path executable = home.resolve(note.getProperty(EXECUTABLE, "")).normalize();
        return executable.startsWith(home) && Files.isExecutable(executable)
                ? Optional.of(new Program(executable, note.getProperty(VERSION, ""), home, variables(note)))
                : Optional.empty();
    }

    private static Map<String, String> variables(Properties note) {
        var found = new LinkedHashMap<String, String>();
        for (String key : note.stringPropertyNames()) {
            if (key.startsWith(VARIABLE)) {
                found.put(key.substring(VARIABLE.length()), note.getProperty(key));
            }
        }
        return found;
    }

    /** Writes the note of a complete tree, whose home will be {@code home}, to {@code file}. */
    public static void note(Path file, Program program) throws IOException {
        var note = new Properties();
        note.setProperty(VERSION, program.version());
        note.setProperty(
                EXECUTABLE, program.home().relativize(program.executable()).toString());
        program.variables().forEach((name, value) -> note.setProperty(VARIABLE + name, value));
        try (Writer text = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            note.store(text, null);
        }
    }
}
