package funcgraph.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** The file in which {@code login} keeps where to call and as whom, a profile for each server or user. */
final class Profiles {

    /** Its name below the user's folder of configuration; {@code FUNCGRAPH_CONFIG} names another file. */
    private static final String FILE = "funcgraph/config.yaml";

    private final Path file;
    private final Map<String, Map<String, String>> all = new LinkedHashMap<>();
    private String current = "";

    private Profiles(Path file) {
        this.file = file;
    }

    /**
     * Reads the file; one that is not there holds nothing.
     *
     * @throws Unreachable when it cannot be read
     */
    static Profiles read(Map<String, String> environment) {
        var profiles = new Profiles(place(environment));
        try {
            profiles.take(new Load(LoadSettings.builder()
                            .setLabel(profiles.file.toString())
                            .build())
                    .loadFromString(Files.readString(profiles.file)));
        } catch (NoSuchFileException none) {
            // Nobody has logged in yet.
        } catch (IOException | YamlEngineException e) {
            throw new Unreachable("cannot read " + profiles.file + ": " + e.getMessage(), e);
        }
        return profiles;
    }

    /** Whether there is such a file at all: asked first, since reading YAML costs a command's start. */
    static boolean areThere(Map<String, String> environment) {
        return Files.exists(place(environment));
    }

    private static Path place(Map<String, String> environment) {
        var named = environment.getOrDefault("FUNCGRAPH_CONFIG", "");
        if (!named.isEmpty()) {
            return Path.of(named);
        }
        var folder = environment.getOrDefault("XDG_CONFIG_HOME", "");
        return folder.isEmpty()
                ? Path.of(System.getProperty("user.home"), ".config").resolve(FILE)
                : Path.of(folder).resolve(FILE);
    }

    private void take(@Nullable Object tree) {
        if (!(tree instanceof Map<?, ?> root)) {
            return;
        }
        current = String.valueOf(root.containsKey("current") ? root.get("current") : "");
        if (root.get("profiles") instanceof Map<?, ?> profiles) {
            profiles.forEach((name, values) -> {
                var kept = new LinkedHashMap<String, String>();
                if (values instanceof Map<?, ?> map) {
                    map.forEach((key, value) -> kept.put(String.valueOf(key), String.valueOf(value)));
                }
                all.put(String.valueOf(name), kept);
            });
        }
    }

    Path file() {
        return file;
    }

    /** The profile that counts when nobody names one. */
    String current() {
        return current;
    }

    Optional<Map<String, String>> find(String name) {
        return Optional.ofNullable(all.get(name));
    }

    /** All names, for messages. */
    String names() {
        return all.isEmpty() ? "none" : String.join(", ", all.keySet());
    }

    /** Keeps a profile, makes it the current one, and writes the file as a whole, readable by its owner alone. */
    void keep(String name, Map<String, String> values) {
        all.put(name, values);
        current = name;
        var tree = new LinkedHashMap<String, Object>();
        tree.put("current", current);
        tree.put("profiles", all);
        var settings =
                DumpSettings.builder().setDefaultFlowStyle(FlowStyle.BLOCK).build();
        try {
            write(new Dump(settings).dumpToString(tree));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    private void write(String text) throws IOException {
        var folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        var half = Files.createTempFile(
                folder,
                ".config",
                ".yaml",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(half, text);
        Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
