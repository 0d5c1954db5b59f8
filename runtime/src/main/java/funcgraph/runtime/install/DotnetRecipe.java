package funcgraph.runtime.install;

import funcgraph.runtime.dotnet.CSharpCompiler;
import funcgraph.runtime.dotnet.DotnetWorker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The shared runtime of .NET Core as npm has it, with the worker that runs functions on it. */
record DotnetRecipe(String packageName, String packageVersion) implements Recipe {

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
        compileWorker(at);
    }

    /** The worker comes as source and is compiled against the very runtime that it will run on. */
    private static void compileWorker(Workplace at) throws InstallFailed, IOException {
        var compiler = CSharpCompiler.isInstalled() ? CSharpCompiler.installed() : fetchCompiler(at);
        try {
            DotnetWorker.compile(compiler, at.home());
        } catch (IOException e) {
            throw new InstallFailed("compiling the worker for C#: " + e.getMessage());
        }
    }

    private static CSharpCompiler fetchCompiler(Workplace at) throws InstallFailed, IOException {
        Path root = Files.createDirectory(at.scratch().resolve("compiler"));
        Suite.open(COMPILERS_SUITE, at.suites()).unpack(CSharpCompiler.PACKAGES, at.scratch(), root);
        return CSharpCompiler.unpacked(root);
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
