package funcgraph.runtime.dotnet;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The assemblies that run inside .NET workers. They lie in {@code funcgraph} beside the muxer {@code dotnet}:
 *
 * <pre>
 * dotnet2.0/rtsp/dotnet/dotnet                       the muxer, from the runtime's package, like host/ and shared/
 * dotnet2.0/rtsp/dotnet/funcgraph/Funcgraph.Worker.dll, .runtimeconfig.json
 * dotnet2.0/rtsp/dotnet/funcgraph/platform/          HC.Serverless.Function.Common.dll and what is loaded beside it
 * </pre>
 */
public final class DotnetWorker {

    /** Below the directory of the muxer. */
    public static final Path DIRECTORY = Path.of("funcgraph");

    /** What is started. */
    public static final String ASSEMBLY = "Funcgraph.Worker.dll";

    /** The library that C# functions are compiled against, below {@link #DIRECTORY}. */
    public static final Path LIBRARY = Path.of("platform", "HC.Serverless.Function.Common.dll");

    /** Without these each worker leaves a debugger's pipes in {@code /tmp}. */
    public static final Map<String, String> VARIABLES = Map.of("COMPlus_EnableDiagnostics", "0");

    private static final String SETTINGS = "Funcgraph.Worker.runtimeconfig.json";
    private static final String SETTINGS_VERSION = "\"2.0.0\"";
    private static final List<String> JSON =
            List.of("json/JsonBinder.cs", "json/JsonMember.cs", "json/JsonReader.cs", "json/JsonWriter.cs");
    private static final List<String> WORKER = List.of(
            "worker/CallFacts.cs",
            "worker/Crew.cs",
            "worker/Entry.cs",
            "worker/Failure.cs",
            "worker/Function.cs",
            "worker/Native.cs",
            "worker/Program.cs",
            "worker/Rehearsal.cs",
            "worker/Serializer.cs",
            "worker/Session.cs",
            "worker/UserCode.cs",
            "worker/Wire.cs");
    private static final List<String> COMMON =
            List.of("common/AssemblyInfo.cs", "common/Contract.cs", "common/JsonSerializer.cs");
    private static final List<String> CONTEXT = List.of("context/FunctionContext.cs");
    private static final List<String> WARM_UP = List.of("warmup/Sample.cs");

    private DotnetWorker() {}

    /**
     * Compiles them for the .NET whose muxer is in {@code home}, over what may be there.
     *
     * @throws IOException when {@code home} holds no .NET, or the compiler fails
     */
    public static void compile(CSharpCompiler compiler, Path home) throws IOException {
        compile(compiler, framework(home), home.resolve(DIRECTORY));
    }

    /** Compiles them into {@code target} against the assemblies in {@code framework}. */
    public static void compile(CSharpCompiler compiler, Path framework, Path target) throws IOException {
        Path sources = Files.createTempDirectory("dotnet-worker");
        try {
            Path platform = Files.createDirectories(target.resolve("platform"));
            Path worker = target.resolve(ASSEMBLY);
            Path common = target.resolve(LIBRARY);
            var json = unpack(JSON, sources);
            compiler.compile(framework, List.of(), join(unpack(WORKER, sources), json), true, worker);
            compiler.compile(framework, List.of(), join(unpack(COMMON, sources), json), false, common);
            compiler.compile(
                    framework,
                    List.of(worker, common),
                    unpack(CONTEXT, sources),
                    false,
                    platform.resolve("Funcgraph.Context.dll"));
            compiler.compile(
                    framework,
                    List.of(common),
                    unpack(WARM_UP, sources),
                    false,
                    platform.resolve("Funcgraph.WarmUp.dll"));
            unpack(SETTINGS, target);
            settle(target.resolve(SETTINGS), framework);
            openToAll(target);
        } finally {
            delete(sources);
        }
    }

    /** The assemblies of the .NET in {@code home}; of several, the newest. */
    public static Path framework(Path home) throws IOException {
        try (Stream<Path> versions = Files.list(home.resolve("shared/Microsoft.NETCore.App"))) {
            return versions.filter(version -> Files.exists(version.resolve("System.Private.CoreLib.dll")))
                    .max(Comparator.naturalOrder())
                    .orElseThrow(() -> new FileNotFoundException(home + " holds no .NET Core"));
        }
    }

    /** Of its own accord a .NET takes a program of another minor version, but not of another major one. */
    private static void settle(Path settings, Path framework) throws IOException {
        String version = String.valueOf(framework.getFileName());
        Files.writeString(settings, Files.readString(settings).replace(SETTINGS_VERSION, "\"" + version + "\""));
    }

    /** In a sandbox they are read by another user, whatever the umask of who installs. */
    private static void openToAll(Path target) throws IOException {
        try (Stream<Path> files = Files.walk(target)) {
            for (Path file : files.toList()) {
                String permissions = Files.isDirectory(file) ? "rwxr-xr-x" : "rw-r--r--";
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
            }
        }
    }

    private static List<Path> join(List<Path> first, List<Path> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    private static List<Path> unpack(List<String> names, Path directory) throws IOException {
        for (String name : names) {
            unpack(name, directory);
        }
        return names.stream().map(directory::resolve).toList();
    }

    private static void unpack(String name, Path directory) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.resolveSibling("."));
        try (InputStream packed = DotnetWorker.class.getResourceAsStream("/bootstraps/dotnet/" + name)) {
            if (packed == null) {
                throw new FileNotFoundException("the server's jar lacks bootstraps/dotnet/" + name);
            }
            Files.copy(packed, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
