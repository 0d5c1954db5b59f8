package funcgraph.runtime.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The client of npm, as it is set up on this machine. It checks each package against the registry's digest. */
final class Npm {

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration UNPACKING = Duration.ofMinutes(3);

    private Npm() {}

    /** Fetches {@code name@version} and unpacks it; no script of the package is run. Answers the folder it lies in. */
    static Path fetch(String name, String version, Path scratch) throws InstallFailed, IOException {
        var wanted = name + "@" + version;
        Path archives = Files.createDirectory(scratch.resolve("npm"));
        Tool.run(
                "fetching " + wanted + " (needs npm and its registry)",
                PATIENCE,
                archives,
                List.of("npm", "pack", "--silent", "--ignore-scripts", wanted));
        Path archive = archives.resolve(name.replace("@", "").replace('/', '-') + "-" + version + ".tgz");
        Tool.run(
                "unpacking " + wanted,
                UNPACKING,
                archives,
                List.of("tar", "--no-same-owner", "-xzf", archive.toString()));
        Files.delete(archive);
        return archives.resolve("package");
    }
}
