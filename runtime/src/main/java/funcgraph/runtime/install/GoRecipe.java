package funcgraph.runtime.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A Go toolchain as a Debian suite has it, which builds functions from source. */
record GoRecipe(String suite, String minor) implements Recipe {

    private static final List<String> LEFT_OUT = List.of("test", "doc", "api", "misc");

    @Override
    public String source() {
        return "golang-" + minor + " of Debian " + suite;
    }

    @Override
    public void layOut(Workplace at) throws InstallFailed, IOException {
        if (!Files.isExecutable(Path.of("/usr/bin/gcc"))) {
            throw new InstallFailed("Go functions are plugins, and linking one needs gcc: install gcc and libc6-dev");
        }
        Path root = Files.createDirectory(at.scratch().resolve("root"));
        Suite.open(suite, at.suites())
                .unpack(List.of("golang-" + minor + "-go", "golang-" + minor + "-src"), at.scratch(), root);
        Path unpacked = root.resolve("usr/lib/go-" + minor);
        for (String name : LEFT_OUT) {
            Files.deleteIfExists(unpacked.resolve(name));
        }
        Trees.ownWhatLinksLeadTo(unpacked, root);
        Trees.merge(unpacked, at.home());
    }

    @Override
    public String executable() {
        return "bin/go";
    }

    @Override
    public List<String> versionQuestion() {
        return List.of("version");
    }
}
