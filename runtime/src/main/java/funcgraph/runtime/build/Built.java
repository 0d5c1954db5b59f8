package funcgraph.runtime.build;

import java.nio.file.Path;

/** What came of building an upload. */
public sealed interface Built {

    /** A file that a worker can load; it goes with the job that made it. */
    record Plugin(Path file) implements Built {}

    /** The upload's own fault. {@code output} is what the compiler said, without paths of this machine. */
    record Rejected(String output) implements Built {}

    /** Nothing can be built now; {@code why} names the remedy. */
    record Unavailable(String why) implements Built {}
}
