package funcgraph.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.TimeUnit;

/** The peers' own files, and what npm installs for them. */
final class Peers {

    private static final long PATIENCE_MINUTES = 15;

    private Peers() {}

    /**
     * A directory with the peers in it; the packages stay for the next run.
     *
     * @param packages whether npm's packages are needed, too
     */
    static Path install(Path home, boolean packages) throws IOException, InterruptedException {
        Path directory = Files.createDirectories(home.resolve("bench/target/peers"));
        try (var files = Files.list(home.resolve("bench/peers"))) {
            for (Path file : files.toList()) {
                Files.copy(file, directory.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Path complete = directory.resolve("installed");
        if (packages && !Files.exists(complete)) {
            var npm = new ProcessBuilder(
                            "npm", "install", "--no-audit", "--no-fund", "--no-package-lock", "--loglevel=error")
                    .directory(directory.toFile())
                    .inheritIO()
                    .start();
            if (!npm.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES) || npm.exitValue() != 0) {
                npm.destroyForcibly();
                throw new IOException("npm could not install the peers");
            }
            Files.createFile(complete);
        }
        return directory;
    }
}
