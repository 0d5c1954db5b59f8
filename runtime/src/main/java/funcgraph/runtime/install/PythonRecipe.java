package funcgraph.runtime.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * CPython as a Debian suite has it.
 *
 * @param minor such as {@code 3.11}
 * @param ownLibrary whether it needs the C library of its suite, being newer than most machines
 */
record PythonRecipe(String suite, String minor, boolean ownLibrary) implements Recipe {

    private static final Duration COMPILING = Duration.ofMinutes(5);

    /** What functions do not import. */
    private static final Set<String> LEFT_OUT = Set.of("test", "idlelib", "turtledemo", "lib2to3");

    @Override
    public String source() {
        return "python" + minor + " of Debian " + suite;
    }

    @Override
    public void layOut(Workplace at) throws InstallFailed, IOException {
        var packages = new ArrayList<>(List.of("python" + minor, "python" + minor + "-minimal"));
        if (minor.equals("3.9")) {
            packages.add("python3-distutils");
        }
        var debian = Suite.open(suite, at.suites());
        packages.addAll(debian.librariesOf(packages));
        if (ownLibrary) {
            packages.add("libc6");
        }
        Path root = Files.createDirectory(at.scratch().resolve("root"));
        debian.unpack(packages, at.scratch(), root);
        lay(root, at.home());
        compile(at);
    }

    private void lay(Path root, Path home) throws IOException {
        String name = "python" + minor;
        Path modules = root.resolve("usr/lib").resolve(name);
        Trees.ownWhatLinksLeadTo(modules, root);
        for (String folder : LEFT_OUT) {
            Trees.delete(modules.resolve(folder));
        }
        Trees.merge(modules, home.resolve("lib").resolve(name));
        Trees.merge(root.resolve("usr/lib/python3/dist-packages"), home.resolve("lib/python3/dist-packages"));
        Loader.collect(root, home);
        Path bin = Files.createDirectories(home.resolve("bin"));
        Files.move(root.resolve("usr/bin").resolve(name), bin.resolve(name));
        Loader.wrap(home, name, ownLibrary, "");
        Files.createSymbolicLink(bin.resolve("python"), Path.of(name));
        Files.createSymbolicLink(bin.resolve("python" + minor.charAt(0)), Path.of(name));
    }

    /** Debian compiles the library after unpacking; a start that had to would take a second, each time. */
    private void compile(Workplace at) throws InstallFailed, IOException {
        Tool.run(
                "compiling the library of Python " + minor,
                COMPILING,
                at.scratch(),
                List.of(
                        at.home().resolve(executable()).toString(),
                        "-m",
                        "compileall",
                        "-q",
                        "-x",
                        "bad_coding|badsyntax|py2_test",
                        at.home().resolve("lib/python" + minor).toString()));
    }

    @Override
    public String executable() {
        return minor.startsWith("2") ? "bin/python" : "bin/python3";
    }

    @Override
    public List<String> versionQuestion() {
        return List.of("--version");
    }
}
