package funcgraph.sinners.server;

import java.util.Optional;

/** Looks after a process that belongs to a worker. */
final class WatchesProcess {
    private WatchesProcess() {}

    static Optional<ProcessHandle> find(long pid) {
        return ProcessHandle.of(pid);
    }
}
