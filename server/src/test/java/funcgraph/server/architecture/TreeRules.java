package funcgraph.server.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The rules on the files of a checkout. Each answers with its violations, one sentence each. */
final class TreeRules {
    /** 300 lines are the point to look for a second idea; past this there surely is one. */
    static final int MAX_LINES = 500;

    private static final int MIN_PACKAGE_TEXT = 80;
    private static final Set<String> NOT_OURS = Set.of("target", "node_modules", ".git", "__pycache__");
    private static final Set<String> SOURCES = Set.of("java", "py", "js", "mjs", "ts", "go", "cs", "php", "sh", "sql");
    private static final Set<String> TEXTS = Stream.concat(
                    SOURCES.stream(), Stream.of("md", "xml", "yaml", "yml", "json", "properties", "config", ""))
            .collect(Collectors.toUnmodifiableSet());
    private static final String MAIN = "/src/main/java/";

    /** Written in pieces, so that this file does not break its own rule. */
    private static final Pattern MACHINE = Pattern.compile("(?<![\\w.$}*-])/(?:" + "work|" + "root)/"
            + "|repo\\d?\\.maven|registry\\." + "npmjs|deb\\.debian" + "\\.org");

    private static final Pattern UNFINISHED = Pattern.compile("\\b(?:TO" + "DO|FIX" + "ME|XX" + "X)\\b");
    private static final Pattern MODULE = Pattern.compile("<module>(\\w+)</module>");
    private static final Pattern OWN_DEPENDENCY =
            Pattern.compile("<groupId>funcgraph</groupId>\\s*<artifactId>(\\w+)</artifactId>\\s*</dependency>");

    private final Path root;

    TreeRules(Path root) {
        this.root = root;
    }

    List<String> filesAreShort() {
        var violations = new ArrayList<String>();
        for (Path file : files(SOURCES)) {
            long lines = read(file).lines().count();
            if (lines > MAX_LINES) {
                violations.add("%s has %d lines, at most %d are allowed".formatted(file, lines, MAX_LINES));
            }
        }
        return violations;
    }

    /** A path or a host of one machine, in a text that every machine gets. */
    List<String> nothingNamesOneMachine() {
        return linesWith(MACHINE, files(TEXTS));
    }

    List<String> nothingIsLeftUnfinished() {
        return linesWith(UNFINISHED, files(SOURCES));
    }

    List<String> everyPackageSaysWhatItIsFor() {
        var violations = new ArrayList<String>();
        packages().forEach(folder -> {
            var description = root.resolve(folder).resolve("package-info.java");
            if (!Files.exists(description)) {
                violations.add(folder + " has no package-info.java");
            } else {
                var text = read(folder.resolve("package-info.java"));
                if (!text.contains("@NullMarked")) {
                    violations.add(folder + "/package-info.java is not @NullMarked");
                }
                if (!text.startsWith("/**") || text.indexOf("*/") < MIN_PACKAGE_TEXT) {
                    violations.add(folder + "/package-info.java does not say what the package is for");
                }
            }
        });
        return violations;
    }

    List<String> modulesStandBottomFirst() {
        var listed = found(MODULE, read(Path.of("pom.xml")));
        return listed.equals(Floor.allModules())
                ? List.of()
                : List.of("pom.xml lists %s, the floors are %s".formatted(listed, Floor.allModules()));
    }

    /** What a module lists of ours are floors that it may see, bottom first: the compiler does the rest. */
    List<String> modulesListOnlyFloorsBelow() {
        var violations = new ArrayList<String>();
        for (Floor floor : Floor.values()) {
            var pom = Path.of(floor.module(), "pom.xml");
            var listed = found(OWN_DEPENDENCY, read(pom));
            var allowed = floor.seenModules().stream().filter(listed::contains).toList();
            if (!listed.equals(allowed)) {
                violations.add("%s lists %s, of which it may list, in this order, %s"
                        .formatted(pom, listed, floor.seenModules()));
            }
        }
        return violations;
    }

    private static List<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(match -> match.group(1)).toList();
    }

    private List<String> linesWith(Pattern pattern, List<Path> files) {
        var violations = new ArrayList<String>();
        for (Path file : files) {
            int number = 0;
            for (String line : read(file).lines().toList()) {
                number++;
                if (pattern.matcher(line).find()) {
                    violations.add("%s:%d: %s".formatted(file, number, line.strip()));
                }
            }
        }
        return violations;
    }

    private Stream<Path> packages() {
        return files(Set.of("java")).stream()
                .filter(file -> ("/" + file).contains(MAIN))
                .map(Path::getParent)
                .distinct();
    }

    /** Our files with one of these endings, as paths below the root. */
    private List<Path> files(Set<String> endings) {
        var files = new ArrayList<Path>();
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    return NOT_OURS.contains(folder.getFileName().toString())
                            ? FileVisitResult.SKIP_SUBTREE
                            : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (attributes.isRegularFile() && endings.contains(ending(file))) {
                        files.add(root.relativize(file));
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files.stream().sorted().toList();
    }

    private static String ending(Path file) {
        var name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(dot + 1);
    }

    private String read(Path file) {
        try {
            return Files.readString(root.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
