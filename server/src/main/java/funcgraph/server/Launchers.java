package funcgraph.server;

import funcgraph.domain.Vpcs;
import funcgraph.runtime.launch.Launcher;
import funcgraph.runtime.launch.LocalLauncher;
import funcgraph.runtime.network.NetworkSettings;
import funcgraph.runtime.sandbox.SandboxLauncher;
import funcgraph.runtime.sandbox.SandboxSettings;
import funcgraph.server.config.Config;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Chooses what functions run in: sandboxes where they can be had, and plain processes where that is allowed. */
final class Launchers {

    private static final Logger LOG = LoggerFactory.getLogger(Launchers.class);

    private Launchers() {}

    /** @throws StartFailed when sandboxes are required and cannot be had */
    static Launcher open(Config.Sandbox wanted, Vpcs vpcs, Path runDirectory) {
        if (!wanted.enabled()) {
            if (wanted.required()) {
                throw new StartFailed("sandbox.required is true, but sandbox.enabled is false");
            }
            LOG.warn("functions run as plain processes, with this server's rights: sandbox.enabled is false");
            return plain(vpcs);
        }
        try {
            return SandboxLauncher.open(runDirectory, settings(wanted, vpcs));
        } catch (SandboxLauncher.Unavailable none) {
            if (wanted.required()) {
                throw new StartFailed("sandbox.required is true, but there can be no sandboxes: " + none.getMessage());
            }
            LOG.warn(
                    "functions run as plain processes, with this server's rights and without the kernel's limits: {}",
                    none.getMessage());
            return plain(vpcs);
        }
    }

    private static Launcher plain(Vpcs vpcs) {
        if (!vpcs.isEmpty()) {
            LOG.warn("functions do not join the declared vpcs: a plain process has the network of this machine");
        }
        return new LocalLauncher();
    }

    private static SandboxSettings settings(Config.Sandbox wanted, Vpcs vpcs) {
        if (wanted.network() == NetworkSettings.Usual.HOST && !vpcs.isEmpty()) {
            throw new StartFailed("vpcs are declared, which functions cannot join when sandbox.network is host");
        }
        var usual = SandboxSettings.DEFAULT;
        return new SandboxSettings(
                new NetworkSettings(wanted.network(), wanted.natRange(), vpcs.subnets()),
                wanted.temporaryMb(),
                usual.processes(),
                usual.openFiles());
    }
}
