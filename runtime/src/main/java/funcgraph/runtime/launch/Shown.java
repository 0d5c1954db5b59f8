package funcgraph.runtime.launch;

import java.nio.file.Path;

/**
 * Something of this machine that a child needs to see.
 *
 * @param host where it lies; absolute
 * @param inside where a child with a file system of its own finds it, read-only; absolute
 */
public record Shown(Path host, Path inside) {

    public Shown {
        if (!host.isAbsolute() || !inside.isAbsolute()) {
            throw new IllegalArgumentException("both paths must be absolute, not %s and %s".formatted(host, inside));
        }
    }

    /** At the same place in both worlds. */
    public static Shown asItIs(Path path) {
        return new Shown(path, path);
    }
}
