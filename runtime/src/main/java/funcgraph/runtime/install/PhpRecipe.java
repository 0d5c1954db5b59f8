package funcgraph.runtime.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * PHP for the command line as a Debian suite has it, with the extensions that most programs use.
 *
 * @param minor such as {@code 7.4}
 * @param ownLibrary whether it needs the C library of its suite, being newer than most machines
 */
record PhpRecipe(String suite, String minor, boolean ownLibrary) implements Recipe {

    private static final List<String> PARTS =
            List.of("cli", "common", "opcache", "readline", "mbstring", "xml", "curl", "bcmath");

    /** Others use their symbols, so they are loaded first. */
    private static final List<String> FIRST = List.of("mysqlnd.so", "pdo.so", "xml.so", "dom.so");

    /** What has to be asked for: one is no extension of this kind, the other opens the way to all of the C library. */
    private static final List<String> NOT_LOADED = List.of("opcache.so", "ffi.so");

    @Override
    public String source() {
        return "php" + minor + " of Debian " + suite;
    }

    @Override
    public void layOut(Workplace at) throws InstallFailed, IOException {
        var packages = new ArrayList<>(
                PARTS.stream().map(part -> "php" + minor + "-" + part).toList());
        if (minor.startsWith("7")) {
            packages.add("php" + minor + "-json");
        }
        var debian = Suite.open(suite, at.suites());
        packages.addAll(debian.librariesOf(packages));
        if (ownLibrary) {
            packages.add("libc6");
        }
        Path root = Files.createDirectory(at.scratch().resolve("root"));
        debian.unpack(packages, at.scratch(), root);
        lay(root, at.home());
    }

    private void lay(Path root, Path home) throws IOException {
        Loader.collect(root, home);
        Path extensions = Files.createDirectories(home.resolve("extensions"));
        for (Path version : Trees.entries(root.resolve("usr/lib/php"))) {
            if (!String.valueOf(version.getFileName()).equals(minor)) {
                Trees.merge(version, extensions);
            }
        }
        Path settings = Files.createDirectories(home.resolve("etc"));
        Files.writeString(settings.resolve("php.ini"), extensions(extensions));
        Path bin = Files.createDirectories(home.resolve("bin"));
        Files.move(root.resolve("usr/bin/php" + minor), bin.resolve("php"));
        Loader.wrap(home, "php", ownLibrary, "-c \"$here/../etc/php.ini\" -d extension_dir=\"$here/../extensions\"");
    }

    private static String extensions(Path directory) throws IOException {
        var names = Trees.entries(directory).stream()
                .map(file -> String.valueOf(file.getFileName()))
                .filter(name -> name.endsWith(".so") && !NOT_LOADED.contains(name))
                .toList();
        return Stream.concat(
                        FIRST.stream().filter(names::contains), names.stream().filter(name -> !FIRST.contains(name)))
                .map(name -> "extension=" + name + "\n")
                .collect(Collectors.joining());
    }

    @Override
    public String executable() {
        return "bin/php";
    }

    @Override
    public List<String> versionQuestion() {
        return List.of("--version");
    }
}
