package funcgraph.runtime.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** The worker's jars as the server's jar has them, and functions compiled for Java 8 against the SDK among them. */
record JavaFunctions(Path bootstraps, Path code) {

    static final List<String> JARS = List.of("worker.jar", "sdk.jar", "gson.jar");

    /** Compiles the functions below {@code java-functions} into one jar in {@code code}. */
    static JavaFunctions build(Path directory) throws IOException {
        Path java = Files.createDirectories(directory.resolve("bootstraps/java"));
        for (String jar : JARS) {
            try (InputStream packed = Bootstraps.class.getResourceAsStream("/bootstraps/java/" + jar)) {
                assertThat(packed).as(jar).isNotNull();
                Files.copy(packed, java.resolve(jar), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Path code = Files.createDirectories(directory.resolve("function/code"));
        Path classes = directory.resolve("classes");
        compile(java, Path.of("src/test/java-functions/demo"), classes);
        pack(classes, code.resolve("demo.jar"));
        return new JavaFunctions(java.getParent(), code);
    }

    private static void compile(Path jars, Path sources, Path classes) throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        var errors = new StringWriter();
        try (var files = compiler.getStandardFileManager(null, null, null);
                Stream<Path> listed = Files.list(sources)) {
            var options = List.of(
                    "--release",
                    "8",
                    "-Xlint:-options",
                    "-cp",
                    jars.resolve("sdk.jar") + ":" + jars.resolve("gson.jar"),
                    "-d",
                    classes.toString());
            var units = files.getJavaFileObjectsFromPaths(listed.sorted().toList());
            boolean compiled =
                    compiler.getTask(errors, files, null, options, null, units).call();
            assertThat(compiled).as(errors.toString()).isTrue();
        }
    }

    static void pack(Path classes, Path jar) throws IOException {
        var files = new ArrayList<Path>();
        try (Stream<Path> walked = Files.walk(classes)) {
            walked.filter(Files::isRegularFile).sorted().forEach(files::add);
        }
        try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (Path file : files) {
                out.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                Files.copy(file, out);
                out.closeEntry();
            }
        }
    }
}
