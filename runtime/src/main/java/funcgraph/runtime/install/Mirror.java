package funcgraph.runtime.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Where this machine gets Debian packages from, by what its administrator has written for apt. */
final class Mirror {

    private static final Set<String> SUITES = Set.of(
            "bullseye",
            "bookworm",
            "trixie",
            "forky",
            "sid",
            "oldoldstable",
            "oldstable",
            "stable",
            "testing",
            "unstable");

    private Mirror() {}

    /** The address of the first Debian archive in {@code apt}'s sources, such as lie in {@code /etc/apt}. */
    static Optional<String> of(Path apt) {
        return files(apt).stream()
                .flatMap(file -> String.valueOf(file.getFileName()).endsWith(".sources")
                        ? stanzas(file).stream()
                        : lines(file).stream())
                .filter(source ->
                        SUITES.contains(source.suite()) && source.uri().startsWith("http"))
                .map(Source::uri)
                .findFirst();
    }

    private record Source(String uri, String suite) {}

    private static List<Path> files(Path apt) {
        var files = new ArrayList<Path>();
        files.add(apt.resolve("sources.list"));
        try (Stream<Path> parts = Files.list(apt.resolve("sources.list.d"))) {
            parts.filter(file ->
                            file.toString().endsWith(".list") || file.toString().endsWith(".sources"))
                    .sorted()
                    .forEach(files::add);
        } catch (IOException none) {
            return files;
        }
        return files;
    }

    /** {@code deb [options] URI SUITE COMPONENT...}. */
    private static List<Source> lines(Path file) {
        var found = new ArrayList<Source>();
        for (String line : read(file).lines().toList()) {
            var words = List.of(line.replaceAll("\\[[^]]*]", "").strip().split("\\s+"));
            if (words.size() >= 3 && words.getFirst().equals("deb")) {
                found.add(new Source(words.get(1), words.get(2)));
            }
        }
        return found;
    }

    private static List<Source> stanzas(Path file) {
        var found = new ArrayList<Source>();
        for (String stanza : read(file).split("\n\\s*\n", -1)) {
            Map<String, List<String>> fields = new HashMap<>();
            stanza.lines()
                    .filter(line -> line.indexOf(':') > 0 && !line.startsWith("#"))
                    .forEach(line -> {
                        int colon = line.indexOf(':');
                        var values = List.of(line.substring(colon + 1).strip().split("\\s+"));
                        fields.put(line.substring(0, colon).toLowerCase(Locale.ROOT), values);
                    });
            if (!fields.getOrDefault("enabled", List.of("yes")).contains("no")) {
                for (String uri : fields.getOrDefault("uris", List.of())) {
                    fields.getOrDefault("suites", List.of()).forEach(suite -> found.add(new Source(uri, suite)));
                }
            }
        }
        return found;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException absent) {
            return "";
        }
    }
}
