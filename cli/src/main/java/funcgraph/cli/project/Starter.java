package funcgraph.cli.project;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** A function to begin from, one for each way that code is written: its sources lie beside this class. */
public enum Starter {
    PYTHON("python", "Python3.9", "index.handler", ".", "", "index.py"),
    NODE("node", "Node.js18.15", "index.handler", ".", "", "index.js"),
    NODE6("node6", "Node.js6.10", "index.handler", ".", "", "index.js"),
    PHP("php", "PHP8.2", "index.handler", ".", "", "index.php"),
    JAVA("java", "Java17", "example.Hello.handle", "build/hello.jar", "./build.sh", "Hello.java", "build.sh"),
    GO18("go18", "Go1.8", "hello.Handler", ".", "", "hello.go"),
    GO1X("go1x", "Go1.x", "handler", "build", "./build.sh", "main.go", "build.sh"),
    CSHARP(
            "csharp",
            "C#(.NET Core 2.0)",
            "Hello::Example.Hello::Handle",
            "build",
            "./build.sh",
            "Hello.cs",
            "build.sh"),
    CUSTOM("custom", "Custom", "bootstrap.handler", ".", "", "bootstrap", "main.py"),
    HTTP("http", "http", "bootstrap.handler", ".", "", "bootstrap", "server.py");

    private final String folder;
    private final String example;
    private final String handler;
    private final String code;
    private final String build;

    @SuppressWarnings("ImmutableEnumChecker") // List.of makes it so
    private final List<String> files;

    Starter(String folder, String example, String handler, String code, String build, String... files) {
        this.folder = folder;
        this.example = example;
        this.handler = handler;
        this.code = code;
        this.build = build;
        this.files = List.of(files);
    }

    /** The one for a runtime, however it is spelled; a bare language will do. */
    public static Optional<Starter> of(String runtime) {
        var plain = runtime.replaceAll("[ ()]", "").toLowerCase(Locale.ROOT);
        if (plain.equals("custom")) {
            return Optional.of(CUSTOM);
        }
        return Stream.of(
                        Stream.of(NODE6).filter(each -> plain.equals("node.js6.10")),
                        Stream.of(NODE).filter(each -> plain.startsWith("node")),
                        Stream.of(PYTHON).filter(each -> plain.startsWith("python")),
                        Stream.of(PHP).filter(each -> plain.startsWith("php")),
                        Stream.of(JAVA).filter(each -> plain.startsWith("java")),
                        Stream.of(GO18).filter(each -> plain.equals("go1.8")),
                        Stream.of(GO1X).filter(each -> plain.equals("go") || plain.equals("go1.x")),
                        Stream.of(CSHARP).filter(each -> plain.startsWith("c#")),
                        Stream.of(HTTP).filter(each -> plain.equals("http")))
                .flatMap(each -> each)
                .findFirst();
    }

    /** What there is to begin from, for messages. */
    public static String allowed() {
        return "Node.js…, Python…, PHP…, Java…, Go1.8, Go1.x, C#…, Custom, http";
    }

    /** What must be run before the code can be deployed; empty for nothing. */
    public String build() {
        return build;
    }

    /**
     * Writes the sources and the project's file into a folder.
     *
     * @throws Misread when one of them is there already
     */
    public void write(Path into, String name, String runtime) {
        Stream.concat(files.stream(), Stream.of(Project.FILE))
                .map(into::resolve)
                .filter(Files::exists)
                .findFirst()
                .ifPresent(there -> {
                    throw new Misread(there + " is there already");
                });
        try {
            Files.createDirectories(into);
            for (var file : files) {
                put(into.resolve(file), source(file).replace("@RELEASE@", release(runtime)));
            }
            put(into.resolve(Project.FILE), projectFile(name, hasVersion(runtime) ? runtime : example));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write into " + into + ": " + e.getMessage(), e);
        }
    }

    private boolean hasVersion(String runtime) {
        return this == CUSTOM || this == HTTP || runtime.chars().anyMatch(Character::isDigit);
    }

    /** Java17 compiles for 17; a bare Java for what the example says. */
    private String release(String runtime) {
        var digits = (hasVersion(runtime) ? runtime : example).replaceAll("\\D", "");
        return digits.isEmpty() ? "8" : digits;
    }

    private String projectFile(String name, String runtime) {
        return """
            # What `funcgraph deploy` and `funcgraph dev` bring to the server; docs/cli.md lists every field.
            name: %s
            runtime: "%s"
            handler: "%s"
            code: %s%s
            memory_size: 128
            timeout: 10
            user_data:
              greeting: Hello
            """.formatted(name, runtime, handler, code, build.isEmpty() ? "" : "  # made by " + build);
    }

    private String source(String file) throws IOException {
        var place = "starters/" + folder + "/" + file;
        try (var in = Starter.class.getResourceAsStream(place)) {
            if (in == null) {
                throw new IllegalStateException(place + " is not in the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void put(Path file, String text) throws IOException {
        Files.writeString(file, text);
        if (text.startsWith("#!")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }
}
