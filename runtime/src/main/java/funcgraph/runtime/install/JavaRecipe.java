package funcgraph.runtime.install;

import funcgraph.domain.RuntimeName;
import funcgraph.runtime.catalog.RuntimePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A Java runtime environment as a Debian suite has it.
 *
 * @param feature such as 8
 * @param ownLibrary whether it needs the C library of its suite, being newer than most machines
 */
record JavaRecipe(String suite, int feature, boolean ownLibrary) implements Recipe {

    private static final Path BUBBLEWRAP = Path.of("/usr/bin/bwrap");
    private static final Duration SHARING = Duration.ofMinutes(3);

    @Override
    public String source() {
        return "openjdk-" + feature + " of Debian " + suite;
    }

    @Override
    public void layOut(Workplace at) throws InstallFailed, IOException {
        var packages =
                new ArrayList<>(List.of("openjdk-" + feature + "-jre-headless", "libjpeg62-turbo", "liblcms2-2"));
        if (ownLibrary) {
            packages.addAll(List.of("libc6", "zlib1g", "libgcc-s1", "libstdc++6"));
        }
        Path root = Files.createDirectory(at.scratch().resolve("root"));
        Suite.open(suite, at.suites()).unpack(packages, at.scratch(), root);
        lay(root, at.home());
        share(at);
    }

    private void lay(Path root, Path home) throws IOException {
        Path unpacked = root.resolve("usr/lib/jvm/java-%d-openjdk-amd64".formatted(feature));
        Path jre = feature == 8 ? unpacked.resolve("jre") : unpacked;
        Trees.delete(jre.resolve("man"));
        Files.deleteIfExists(jre.resolve("docs"));
        Trees.ownWhatLinksLeadTo(jre, root);
        Trees.merge(jre, home);
        TrustStore.write(home.resolve("lib/security/cacerts"));
        Loader.collect(root, home);
        if (ownLibrary) {
            onlyJava(home.resolve("bin"));
            Loader.wrapByPlace(home, "bin/java");
            if (Files.exists(home.resolve("lib/jspawnhelper"))) {
                Loader.wrapByPlace(home, "lib/jspawnhelper");
            }
        } else {
            // The JVM's own libraries look beside themselves.
            Trees.merge(home.resolve(Loader.LIBRARIES), home.resolve("lib"));
            Trees.delete(home.resolve(Loader.LIBRARIES));
        }
    }

    /** The other tools would not start without a loader of theirs, and no function needs them. */
    private static void onlyJava(Path bin) throws IOException {
        for (Path tool : Trees.entries(bin)) {
            if (!tool.endsWith("java")) {
                Files.delete(tool);
            }
        }
    }

    /** Debian dumps the archive of the system's classes after unpacking; it takes a good part off each start. */
    private void share(Workplace at) throws InstallFailed, IOException {
        if (feature == 8 && !Files.isExecutable(BUBBLEWRAP)) {
            return;
        }
        var command = new ArrayList<String>();
        Path home = at.home();
        if (feature == 8) {
            // That archive holds for one path only, and the path of sandboxes is the one that counts.
            home = RuntimePath.of(RuntimeName.JAVA_8).orElseThrow().seen();
            command.addAll(List.of(BUBBLEWRAP.toString(), "--dev-bind", "/", "/", "--tmpfs", "/opt"));
            command.addAll(List.of("--bind", at.home().toString(), home.toString(), "--"));
        }
        command.addAll(List.of(home.resolve(executable()).toString(), "-Xshare:dump"));
        Tool.run("archiving the classes of Java " + feature, SHARING, at.scratch(), command);
    }

    @Override
    public String executable() {
        return "bin/java";
    }

    @Override
    public List<String> versionQuestion() {
        return List.of("-version");
    }
}
