package funcgraph.runtime.sandbox;

import funcgraph.runtime.network.NetworkSettings;

/**
 * How sandboxes are made.
 *
 * @param temporaryMb size of the only place where a child can write, {@code /tmp}, MB
 * @param processes processes and threads that a child may have
 * @param openFiles files and sockets that each process may have open
 */
public record SandboxSettings(NetworkSettings network, int temporaryMb, int processes, int openFiles) {

    /** The limits of the real platform (runtimes 1.7). */
    public static final SandboxSettings DEFAULT = new SandboxSettings(NetworkSettings.ISOLATED, 512, 1024, 2048);

    public SandboxSettings {
        if (temporaryMb < 1 || processes < 1 || openFiles < 1) {
            throw new IllegalArgumentException("a sandbox needs room, processes and files");
        }
    }

    boolean hostNetwork() {
        return network.usual() == NetworkSettings.Usual.HOST;
    }
}
