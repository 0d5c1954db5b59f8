package funcgraph.runtime.install;

import funcgraph.runtime.dotnet.CSharpCompiler;
import funcgraph.runtime.dotnet.DotnetWorker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The shared runtime of .NET Core as npm has it, and the worker, compiled for it. */
record DotnetRecipe(String packageName, String packageVersion) implements Recipe {

    /** Its C# compiler is known to make assemblies that all these runtimes take. */
    private static final String COMPILERS_SUITE = "bookworm";

    @Override
    public String source() {
        return packageName + "@" + packageVersion + " of npm";
    }

    @Override
    public void layOut(Workplace at) throws InstallFailed, IOException {
        Path unpacked = Npm.fetch(packageName, packageVersion, at.scratch());
        for (String name : List.of("package.json", "main.js")) {
            Files.deleteIfExists(unpacked.resolve(name));
        }
        Trees.merge(unpacked, at.home()); // whole: it starts no program when a file is missing that its manifest names
        Path compiler = Files.createDirectory(at.scratch().resolve("compiler"));
        Suite.open(COMPILERS_SUITE, at.suites()).unpack(CSharpCompiler.PACKAGES, at.scratch(), compiler);
        DotnetWorker.compile(CSharpCompiler.unpacked(compiler), at.home());
    }

    @Override
    public String executable() {
        return "dotnet";
    }

    @Override
    public List<String> versionQuestion() {
        return List.of("--info");
    }
}
