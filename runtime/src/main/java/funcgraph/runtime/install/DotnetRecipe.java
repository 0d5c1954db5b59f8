package funcgraph.runtime.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The shared runtime of .NET Core as npm has it. */
record DotnetRecipe(String packageName, String packageVersion) implements Recipe {

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
        Trees.merge(unpacked, at.home());
        try (Stream<Path> files = Files.walk(at.home())) {
            // For linking programs, which is not done here.
            for (Path archive : files.filter(it -> it.toString().endsWith(".a")).toList()) {
                Files.delete(archive);
            }
        }
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
