package funcgraph.runtime.sandbox;

import funcgraph.runtime.kernel.Kernel;
import funcgraph.runtime.launch.Child;
import funcgraph.runtime.launch.Launch;
import funcgraph.runtime.launch.Launcher;
import funcgraph.runtime.launch.Shown;
import funcgraph.runtime.network.Networks;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sandboxes of this machine, for a server that is root on Linux 5.12 or later with bubblewrap. A server that cannot have
 * them uses plain processes; whether that is good enough is for its owner to say.
 */
public final class SandboxLauncher implements Launcher {

    private static final Logger LOG = LoggerFactory.getLogger(SandboxLauncher.class);
    private static final long PATIENCE_SECONDS = 10;
    private static final Path NOWHERE = Path.of("/dev/null");

    private final Path directory;
    private final SandboxSettings settings;
    private final MountSpace mounts;
    private final ControlGroups groups;
    private final BubblewrapCommand command;
    private final @Nullable Networks networks;
    private final AtomicLong numbers = new AtomicLong();
    private final Set<SandboxChild> children = ConcurrentHashMap.newKeySet();
    private final Spares spares = new Spares(this::make);
    private volatile boolean closed;

    private SandboxLauncher(
            Path directory,
            SandboxSettings settings,
            MountSpace mounts,
            ControlGroups groups,
            @Nullable Networks networks)
            throws IOException {
        this.directory = directory;
        this.settings = settings;
        this.mounts = mounts;
        this.groups = groups;
        this.networks = networks;
        this.command = new BubblewrapCommand(settings, directory);
    }

    /** Sandboxes cannot be had; the message says what is missing. */
    public static final class Unavailable extends Exception {
        private static final long serialVersionUID = 1L;

        Unavailable(String reason) {
            super(reason, null, false, false);
        }
    }

    /**
     * Opens the launcher, and runs a program in a first sandbox to be sure. Blocks for some tens of milliseconds.
     *
     * @param runDirectory of the server's own, private to it, where its doors are, too; what an earlier server left of
     *     sandboxes there is deleted
     */
    public static SandboxLauncher open(Path runDirectory, SandboxSettings settings) throws Unavailable {
        String missing = whatIsMissing();
        if (missing != null) {
            throw new Unavailable(missing);
        }
        try {
            Path directory = runDirectory.toAbsolutePath().resolve("sandbox");
            Slot.deleteAll(directory);
            Files.createDirectories(directory.resolve(Slot.FOLDER));
            var mounts = MountSpace.open();
            mounts.share(runDirectory.toAbsolutePath());
            var groups = ControlGroups.open();
            groups.start();
            var networks = settings.hostNetwork() ? null : Networks.open(settings.network());
            var launcher = new SandboxLauncher(directory, settings, mounts, groups, networks);
            launcher.tryOut();
            LOG.info(
                    "functions run in sandboxes: bubblewrap, {}, {}",
                    groups,
                    networks == null ? "the network of this machine" : networks);
            return launcher;
        } catch (IOException e) {
            throw new Unavailable(String.valueOf(e.getMessage()));
        }
    }

    private static @Nullable String whatIsMissing() {
        if (!Kernel.isKnown()) {
            return "this kind of processor is not supported";
        }
        if (!isRoot()) {
            return "the server is not root";
        }
        return BubblewrapCommand.whatIsMissing();
    }

    private static boolean isRoot() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.anyMatch(line -> line.matches("Uid:\\s+\\d+\\s+0\\s.*"));
        } catch (IOException notLinux) {
            return false;
        }
    }

    private void tryOut() throws IOException {
        var trial = Launch.plain(List.of("/bin/true"), Map.of("PATH", "/usr/bin:/bin"), Path.of("/tmp"));
        Child child;
        try {
            child = start(trial);
        } catch (IOException e) {
            close();
            throw e;
        }
        var said = new StringBuilder();
        try {
            int status = child.exited()
                    .toCompletableFuture()
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .status();
            if (status != 0) {
                child.drainOutput((bytes, length) -> said.append(new String(bytes, 0, length, StandardCharsets.UTF_8)));
                close();
                throw new IOException("a trial sandbox ended with status %d: %s"
                        .formatted(status, said.toString().strip()));
            }
        } catch (ExecutionException | TimeoutException e) {
            close();
            throw new IOException("a trial sandbox did not end", e);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", hurried);
        }
    }

    @Override
    public Path seen(Shown shown) {
        return shown.inside();
    }

    @Override
    public Path seenDoor(Path door) {
        return Slot.doorInside();
    }

    @Override
    public void prepare(List<Shown> shown) {
        spares.keep(shown);
    }

    @Override
    public Child start(Launch launch) throws IOException {
        SandboxChild spare = spares.take(launch);
        if (spare != null) {
            try {
                spare.become(launch);
                return spare;
            } catch (IOException | RuntimeException e) {
                LOG.debug("{} could not be used", spare.name(), e);
                spare.kill();
            }
        }
        return make(launch);
    }

    private SandboxChild make(Launch launch) throws IOException {
        if (closed) {
            throw new IOException("the launcher is closed");
        }
        String name = "w" + numbers.incrementAndGet();
        var group = groups.make(name);
        Slot slot = null;
        Moorage moorage = null;
        try {
            group.limitProcesses(settings.processes());
            slot = Slot.make(directory, name, mounts);
            slot.furnish(launch);
            moorage = Moorage.take(networks, slot);
            return adopt(mounts.start(builder(launch, slot, group, moorage)), slot, group, moorage);
        } catch (IOException | RuntimeException e) {
            group.dissolve(ControlGroups.patience());
            if (moorage != null) {
                moorage.leave();
            }
            if (slot != null) {
                slot.delete();
            }
            throw e;
        }
    }

    private ProcessBuilder builder(Launch launch, Slot slot, ControlGroup group, Moorage moorage) {
        var builder = new ProcessBuilder(command.of(launch, slot.path(), group, moorage.entrance()))
                .directory(directory.toFile())
                .redirectInput(launch.listens() ? Redirect.PIPE : Redirect.from(NOWHERE.toFile()))
                .redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(launch.environment());
        return builder;
    }

    private SandboxChild adopt(Process process, Slot slot, ControlGroup group, Moorage moorage) {
        var child = new SandboxChild(process, slot, group, moorage);
        children.add(child);
        child.cleared().thenRun(() -> children.remove(child));
        if (closed) { // and all others are being killed, which this one may have missed
            child.kill();
        }
        return child;
    }

    /** Blocks until nothing is left of any sandbox, or for ten seconds. */
    @Override
    public void close() {
        closed = true;
        spares.close();
        children.forEach(SandboxChild::kill);
        var cleared = children.stream()
                .map(child -> child.cleared().toCompletableFuture())
                .toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(cleared).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            groups.close();
            Slot.deleteAll(directory);
            if (networks != null) {
                networks.close();
            }
        } catch (IOException | ExecutionException | TimeoutException e) {
            LOG.warn("something is left of the sandboxes", e);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        mounts.close();
    }
}
