package funcgraph.server.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * The function of the runtime matrix in the language of a runtime, packed as that language's users pack theirs.
 *
 * @param type code type
 * @param file the package
 * @param initializer empty where the program is the user's own, and so is what it does first
 */
public record MatrixCode(String type, byte[] file, String handler, String initializer) {

    private static final Path SOURCES = Path.of("src/test/functions/matrix");
    private static final String SDK = "/bootstraps/java/sdk.jar";
    private static final String GSON = "/bootstraps/java/gson.jar";
    private static final long COMPILE_SECONDS = 60;

    /** Empty for a runtime that the matrix has no code for. */
    public static Optional<MatrixCode> of(String runtime) {
        try {
            if (runtime.startsWith("Python")) {
                return Optional.of(script("index.py"));
            }
            if (runtime.startsWith("Node.js")) {
                return Optional.of(script("index.js"));
            }
            if (runtime.startsWith("PHP")) {
                return Optional.of(script("index.php"));
            }
            if (runtime.startsWith("Java")) {
                return Optional.of(java());
            }
            if (runtime.startsWith("C#")) {
                return csharp();
            }
            return switch (runtime) {
                case "Go1.8" -> Optional.of(go());
                case "Go1.x" -> goProgram();
                case "Custom" -> Optional.of(program("custom", "bootstrap"));
                case "http" -> Optional.of(program("http", "bootstrap", "web.py"));
                default -> Optional.empty();
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Packs one source file for a runtime, compiled where its users compile; empty as {@link #of}. */
    public static Optional<byte[]> packed(String runtime, Path source) throws IOException {
        if (runtime.startsWith("Java")) {
            return Optional.of(Zips.of(Map.of("code.jar", Zips.of(classes(source)))));
        }
        if (runtime.startsWith("C#")) {
            return assembly(source).map(file -> Zips.of(Map.of(base(source) + ".dll", file)));
        }
        var name = source.getFileName().toString();
        return Optional.of(
                name.equals("bootstrap")
                        ? Zips.executable(name, Files.readString(source))
                        : Zips.of(Map.of(name, Files.readAllBytes(source))));
    }

    private static String base(Path source) {
        var name = source.getFileName().toString();
        return name.substring(0, name.lastIndexOf('.'));
    }

    private static MatrixCode script(String name) throws IOException {
        return new MatrixCode(
                "zip",
                Zips.of(Map.of(name, Files.readAllBytes(SOURCES.resolve(name)))),
                "index.handler",
                "index.initialize");
    }

    private static MatrixCode go() throws IOException {
        return new MatrixCode(
                "zip",
                Zips.of(Map.of("matrix.go", Files.readAllBytes(SOURCES.resolve("matrix.go")))),
                "matrix.Handler",
                "matrix.Initialize");
    }

    /** A program that the platform starts by its name, {@code bootstrap}. */
    private static MatrixCode program(String folder, String... names) throws IOException {
        var files = new TreeMap<String, byte[]>();
        files.put("direct.py", Files.readAllBytes(SOURCES.resolve("direct.py")));
        for (String name : names) {
            files.put(name, Files.readAllBytes(SOURCES.resolve(folder).resolve(name)));
        }
        return new MatrixCode("zip", Zips.executable(files), "bootstrap.handler", "");
    }

    /** Compiled by the toolchain that is installed for Go1.8, with its library; empty without one. */
    private static Optional<MatrixCode> goProgram() throws IOException {
        String installed = System.getenv("FUNCGRAPH_RUNTIMES_DIRECTORY");
        Optional<Path> go = installed == null ? Optional.empty() : find(Path.of(installed, "go1.8"), "bin/go");
        if (go.isEmpty()) {
            return Optional.empty();
        }
        Path work = Files.createTempDirectory("matrix-go");
        Path source = Files.createDirectories(work.resolve("src/matrix"));
        Files.copy(SOURCES.resolve("matrix.go"), source.resolve("matrix.go"));
        Files.copy(SOURCES.resolve("go1x/main.go"), source.resolve("main.go"));
        Path program = work.resolve("matrix-program");
        var build = new ProcessBuilder(go.get().toString(), "build", "-o", program.toString(), "matrix")
                .directory(work.toFile());
        build.environment()
                .putAll(Map.of(
                        "GOROOT",
                        go.get().getParent().getParent().toString(),
                        "GOPATH",
                        Path.of("../bootstraps/go").toRealPath() + ":" + work,
                        "GOCACHE",
                        Files.createDirectories(Path.of("target/go-cache"))
                                .toRealPath()
                                .toString(),
                        "GO111MODULE",
                        "off",
                        "CGO_ENABLED",
                        "0"));
        compile(build, source);
        var files = Map.of("handler", Files.readAllBytes(program));
        return Optional.of(new MatrixCode("zip", Zips.executable(files), "handler", ""));
    }

    private static MatrixCode java() throws IOException {
        return new MatrixCode(
                "zip",
                Zips.of(Map.of("matrix.jar", Zips.of(classes(SOURCES.resolve("Matrix.java"))))),
                "Matrix.handle",
                "Matrix.initialize");
    }

    private static Map<String, byte[]> classes(Path source) throws IOException {
        Path work = Files.createTempDirectory("matrix-java");
        String path = resource(SDK, work) + ":" + resource(GSON, work);
        int status = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "--release",
                        "8",
                        "-Xlint:-options",
                        "-proc:none",
                        "-cp",
                        path,
                        "-d",
                        work.toString(),
                        source.toString());
        if (status != 0) {
            throw new IOException(source + " does not compile");
        }
        var classes = new TreeMap<String, byte[]>();
        try (Stream<Path> files = Files.list(work)) {
            for (Path file :
                    files.filter(it -> it.toString().endsWith(".class")).toList()) {
                classes.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
        return classes;
    }

    private static Path resource(String name, Path into) throws IOException {
        Path file = into.resolve(Path.of(name).getFileName().toString());
        try (InputStream packed = MatrixCode.class.getResourceAsStream(name)) {
            if (packed == null) {
                throw new IOException("the runtime's jar lacks " + name);
            }
            Files.copy(packed, file);
        }
        return file;
    }

    private static Optional<MatrixCode> csharp() throws IOException {
        return assembly(SOURCES.resolve("Matrix.cs"))
                .map(file -> new MatrixCode(
                        "zip",
                        Zips.of(Map.of("Matrix.dll", file)),
                        "Matrix::Demo.Matrix::Handle",
                        "Matrix::Demo.Matrix::Initialize"));
    }

    /** Without a compiler for C#, or an installed .NET to compile for, there is none. */
    private static Optional<byte[]> assembly(Path source) throws IOException {
        String installed = System.getenv("FUNCGRAPH_RUNTIMES_DIRECTORY");
        if (installed == null || !Files.isExecutable(Path.of("/usr/bin/mcs"))) {
            return Optional.empty();
        }
        Path home = Path.of(installed, "dotnet2.0/rtsp/dotnet");
        Optional<Path> core = find(home.resolve("shared"), "System.Private.CoreLib.dll");
        Optional<Path> common = find(home, "HC.Serverless.Function.Common.dll");
        if (core.isEmpty() || common.isEmpty()) {
            return Optional.empty();
        }
        Path work = Files.createTempDirectory("matrix-cs");
        Path assembly = work.resolve(base(source) + ".dll");
        var command = new ArrayList<>(List.of("/usr/bin/mcs", "-nostdlib", "-noconfig", "-target:library"));
        for (String name : List.of(
                "System.Private.CoreLib",
                "System.Runtime",
                "System.Runtime.Extensions",
                "System.IO.FileSystem",
                "System.Collections",
                "System.Threading",
                "System.Threading.Thread")) {
            command.add("-r:" + core.get().resolveSibling(name + ".dll"));
        }
        command.addAll(List.of("-r:" + common.get(), "-out:" + assembly, source.toString()));
        compile(new ProcessBuilder(command), source);
        return Optional.of(Files.readAllBytes(assembly));
    }

    private static void compile(ProcessBuilder compiler, Path source) throws IOException {
        var process = compiler.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        try {
            if (!process.waitFor(COMPILE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException(source + " does not compile: " + said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static Optional<Path> find(Path directory, String name) throws IOException {
        if (!Files.isDirectory(directory)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(it -> it.endsWith(name)).findFirst();
        }
    }
}
