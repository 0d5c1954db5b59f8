package funcgraph.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The C# compiler of this machine and the .NET Core 2.1 that {@code funcgraph runtimes install} has brought, if any. */
final class DotNet {

    private static final Path COMPILER = Path.of("/usr/bin/mcs");
    private static final long COMPILE_SECONDS = 60;
    private static final String NOTHING = "class Bare { static void Main() { } }";

    private final Path home;
    private final Path scratch;

    private DotNet(Path home, Path scratch) {
        this.home = home;
        this.scratch = scratch;
    }

    /** @param scratch for what is compiled */
    static DotNet installed(Path scratch) throws IOException {
        var runtimes = System.getenv("FUNCGRAPH_RUNTIMES_DIRECTORY");
        if (runtimes == null || !Files.isExecutable(COMPILER)) {
            throw new IOException("C# needs " + COMPILER + " and FUNCGRAPH_RUNTIMES_DIRECTORY");
        }
        return new DotNet(Path.of(runtimes, "dotnet2.1/rtsp/dotnet"), scratch);
    }

    /** A library of one class. */
    byte[] library(String name, String source) throws Exception {
        return Files.readAllBytes(compiled(name, source, "library"));
    }

    /** Starts the runtime with a program that does nothing. */
    List<String> bareStart() throws Exception {
        var program = compiled("Bare", NOTHING, "exe");
        Files.copy(
                home.resolve("funcgraph/Funcgraph.Worker.runtimeconfig.json"),
                program.resolveSibling("Bare.runtimeconfig.json"));
        return List.of(home.resolve("dotnet").toString(), program.toString());
    }

    private Path compiled(String name, String source, String target) throws Exception {
        var directory = Files.createTempDirectory(scratch, "csharp-");
        var file = Files.writeString(directory.resolve(name + ".cs"), source);
        var assembly = directory.resolve(name + ".dll");
        var core = find("System.Private.CoreLib.dll");
        var command = new ArrayList<>(List.of(
                COMPILER.toString(),
                "-nostdlib",
                "-noconfig",
                "-target:" + target,
                "-r:" + core,
                "-r:" + core.resolveSibling("System.Runtime.dll"),
                "-r:" + find("HC.Serverless.Function.Common.dll"),
                "-out:" + assembly,
                file.toString()));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(COMPILE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException(file + " does not compile: " + said);
        }
        return assembly;
    }

    private Path find(String name) throws IOException {
        try (Stream<Path> files = Files.walk(home)) {
            return files.filter(file -> file.endsWith(name))
                    .findFirst()
                    .orElseThrow(() -> new IOException("there is no " + name + " in " + home));
        }
    }
}
