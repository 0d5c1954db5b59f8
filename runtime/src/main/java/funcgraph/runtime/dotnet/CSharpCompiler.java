package funcgraph.runtime.dotnet;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Mono's C# compiler, set to compile against the assemblies of a .NET Core and nothing of Mono's. It knows C# 7.
 *
 * @param command what starts it, such as {@code mcs}
 * @param environment the variables it needs
 */
public record CSharpCompiler(List<String> command, Map<String, String> environment) {

    /**
     * The packages of Debian 12 that are enough to run it, 6 MB, when they are unpacked into one directory; the system
     * stays as it is.
     */
    public static final List<String> PACKAGES = List.of(
            "mono-mcs",
            "mono-runtime-sgen",
            "mono-runtime-common",
            "libmono-corlib4.5-dll",
            "libmono-security4.0-cil",
            "libmono-system4.0-cil",
            "libmono-system-configuration4.0-cil",
            "libmono-system-core4.0-cil",
            "libmono-system-numerics4.0-cil",
            "libmono-system-xml4.0-cil");

    private static final Path INSTALLED = Path.of("/usr/bin/mcs");
    private static final int PATIENCE_SECONDS = 120;

    /** Facades forward to the core library: that an assembly is named twice, in two versions, is as it should be. */
    private static final List<String> FLAGS =
            List.of("-nologo", "-nostdlib", "-noconfig", "-langversion:7", "-optimize+", "-nowarn:1701,1702");

    /** The one that lies below {@code root}, where {@link #PACKAGES} were unpacked. */
    public static CSharpCompiler unpacked(Path root) {
        return new CSharpCompiler(
                List.of(
                        root.resolve("usr/bin/mono-sgen").toString(),
                        root.resolve("usr/lib/mono/4.5/mcs.exe").toString()),
                Map.of("MONO_CFG_DIR", root.resolve("etc").toString()));
    }

    /** The system's own, {@code mono-mcs}, whether it is there or not. */
    public static CSharpCompiler installed() {
        return new CSharpCompiler(List.of(INSTALLED.toString()), Map.of());
    }

    /** Whether {@link #installed} is there. */
    public static boolean isInstalled() {
        return Files.isExecutable(INSTALLED);
    }

    /**
     * Compiles to an assembly.
     *
     * @param framework the directory of a .NET Core's own assemblies
     * @param references more assemblies
     * @param program whether it has a {@code Main}; else it is a library
     * @throws IOException with what the compiler says, when it does not compile
     */
    public void compile(Path framework, List<Path> references, List<Path> sources, boolean program, Path assembly)
            throws IOException {
        var arguments = new ArrayList<>(command);
        arguments.addAll(FLAGS);
        arguments.add(program ? "-target:exe" : "-target:library");
        Stream.concat(assemblies(framework).stream(), references.stream())
                .forEach(reference -> arguments.add("-r:" + reference));
        arguments.add("-out:" + assembly);
        sources.forEach(source -> arguments.add(source.toString()));
        run(arguments, assembly);
    }

    private static List<Path> assemblies(Path framework) throws IOException {
        try (Stream<Path> files = Files.list(framework)) {
            return files.filter(file -> String.valueOf(file.getFileName()).matches("System\\..*(?<!\\.Native)\\.dll"))
                    .sorted()
                    .toList();
        }
    }

    private void run(List<String> arguments, Path assembly) throws IOException {
        Path output = Files.createTempFile("mcs", ".txt");
        try {
            var builder = new ProcessBuilder(arguments)
                    .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            if (!endsWell(builder.start())) {
                throw new IOException(
                        "cannot compile %s: %s".formatted(assembly.getFileName(), Files.readString(output)));
            }
        } finally {
            Files.delete(output);
        }
    }

    private static boolean endsWell(Process process) throws IOException {
        try {
            return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while compiling", e);
        } finally {
            process.destroyForcibly();
        }
    }
}
