package funcgraph.store;

import java.nio.file.Path;

/** Another server works on the same data directory. The message is for whoever started this one. */
public final class DataDirectoryInUse extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DataDirectoryInUse(Path root, String holder) {
        super("another server" + (holder.isEmpty() ? "" : " (process " + holder + ")") + " is using the data directory "
                + root + "; stop it, or give this one a directory of its own with --data");
    }
}
