package funcgraph.server;

import funcgraph.runtime.launch.Launcher;
import funcgraph.runtime.launch.LocalLauncher;
import funcgraph.runtime.sandbox.SandboxLauncher;
import funcgraph.runtime.sandbox.SandboxSettings;
import funcgraph.server.config.Config;
import funcgraph.server.config.SandboxNetwork;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Chooses what functions run in: sandboxes where they can be had, and plain processes where that is allowed. */
final class Launchers {

    private static final Logger LOG = LoggerFactory.getLogger(Launchers.class);

    private Launchers() {}

    /** @throws StartFailed when sandboxes are required and cannot be had */
    static Launcher open(Config.Sandbox wanted, Path runDirectory) {
        if (!wanted.enabled()) {
            if (wanted.required()) {
                throw new StartFailed("sandbox.required is true, but sandbox.enabled is false");
            }
            LOG.warn("functions run as plain processes, with this server's rights: sandbox.enabled is false");
            return new LocalLauncher();
        }
        try {
            return SandboxLauncher.open(runDirectory, settings(wanted));
        } catch (SandboxLauncher.Unavailable none) {
            if (wanted.required()) {
                throw new StartFailed("sandbox.required is true, but there can be no sandboxes: " + none.getMessage());
            }
            LOG.warn(
                    "functions run as plain processes, with this server's rights and without the kernel's limits: {}",
                    none.getMessage());
            return new LocalLauncher();
        }
    }

    private static SandboxSettings settings(Config.Sandbox wanted) {
        var usual = SandboxSettings.DEFAULT;
        return new SandboxSettings(
                wanted.network() == SandboxNetwork.HOST, wanted.temporaryMb(), usual.processes(), usual.openFiles());
    }
}
