package funcgraph.runtime.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A Go installation.
 *
 * @param root what Go calls GOROOT, with {@code bin/go} in it
 * @param version as its own file says, such as {@code go1.19.8}
 */
public record GoToolchain(Path root, String version) {

    /** The installation that an executable {@code go} belongs to; empty when it belongs to none. */
    public static Optional<GoToolchain> of(Path executable) {
        try {
            var bin = executable.toRealPath().getParent();
            var root = bin == null ? null : bin.getParent();
            if (root == null || !Files.isDirectory(root.resolve("src"))) {
                return Optional.empty();
            }
            var lines = Files.readString(root.resolve("VERSION")).lines();
            return lines.findFirst().map(first -> new GoToolchain(root, first.strip()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    Path executable() {
        return root.resolve("bin").resolve("go");
    }
}
