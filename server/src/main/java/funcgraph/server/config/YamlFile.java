package funcgraph.server.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

/** Reads the configuration file: sections are mappings, and every scalar is text. */
final class YamlFile {

    private static final int MOST_CHARACTERS = 1_000_000;
    private static final int MOST_ALIASES = 50;

    private final Path file;
    private final Problems problems;
    private final Map<Key<?>, Object> values = new LinkedHashMap<>();

    private YamlFile(Path file, Problems problems) {
        this.file = file;
        this.problems = problems;
    }

    /** The raw value of every key that the file names. What is no key becomes a problem. */
    static Map<Key<?>, Object> read(Path file, Problems problems) {
        var reading = new YamlFile(file, problems);
        reading.load().ifPresent(root -> reading.collect("", root));
        return reading.values;
    }

    /** A value in one line, as in an environment variable: {@code [{id: p1, name: one}]}. */
    static Optional<Object> parseLine(String line) {
        try {
            return Optional.ofNullable(new Load(settings()).loadFromString(line));
        } catch (YamlEngineException e) {
            return Optional.empty();
        }
    }

    private Optional<Map<?, ?>> load() {
        try {
            var root = new Load(settings()).loadFromString(Files.readString(file));
            return switch (root) {
                case null -> Optional.empty();
                case String empty when empty.isBlank() -> Optional.empty();
                case Map<?, ?> map -> Optional.of(map);
                default -> problem("must be a mapping of sections, such as 'server: {port: 8080}'");
            };
        } catch (NoSuchFileException e) {
            return problem("there is no such file");
        } catch (IOException e) {
            return problem("cannot be read as UTF-8 text: " + e.getMessage());
        } catch (MarkedYamlEngineException e) {
            // The exception's own message quotes the file, which may hold secrets.
            var line = e.getProblemMark().map(mark -> " in line " + (mark.getLine() + 1));
            return problem("is not YAML" + line.orElse("") + ": " + e.getProblem());
        } catch (YamlEngineException e) {
            return problem("is not YAML that can be read here");
        }
    }

    private void collect(String prefix, Map<?, ?> section) {
        section.forEach((key, value) -> {
            var name = prefix + key;
            var known = Keys.find(name);
            if (known.isPresent()) {
                values.put(known.get(), value);
            } else if (Keys.isSection(name)) {
                enter(name, value);
            } else {
                problems.add(where(name) + ": there is no such key; the nearest is " + Keys.nearest(name));
            }
        });
    }

    private void enter(String name, Object value) {
        switch (value) {
            case Map<?, ?> map -> collect(name + ".", map);
            case String empty when empty.isBlank() -> {}
            default -> problems.add(where(name) + ": a section must be a mapping of keys");
        }
    }

    private Place where(String name) {
        return new Place(name, file.getFileName().toString());
    }

    private Optional<Map<?, ?>> problem(String what) {
        problems.add(file + " " + what);
        return Optional.empty();
    }

    private static LoadSettings settings() {
        return LoadSettings.builder()
                .setSchema(new FailsafeSchema())
                .setTagConstructors(Map.of(Tag.NULL, nothing -> ""))
                .setAllowDuplicateKeys(false)
                .setCodePointLimit(MOST_CHARACTERS)
                .setMaxAliasesForCollections(MOST_ALIASES)
                .build();
    }
}
