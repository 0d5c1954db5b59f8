package funcgraph.runtime.launch;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Plain child processes of this machine. Each is the leader of a session of its own where {@code setsid} exists, so
 * that it and what it starts can be killed as one group. Should this server be killed, its {@link Parent} and the
 * {@link Undertaker} see to it that they do not stay.
 */
public final class LocalLauncher implements Launcher {

    private static final List<Path> SETSID = List.of(Path.of("/usr/bin/setsid"), Path.of("/bin/setsid"));

    private final @Nullable Path setsid =
            SETSID.stream().filter(Files::isExecutable).findFirst().orElse(null);
    private final Parent parent = new Parent();
    private final Undertaker undertaker = new Undertaker(setsid);
    private final Set<LocalChild> children = ConcurrentHashMap.newKeySet();

    /** A plain process sees the machine as it is. */
    @Override
    public Path seen(Shown shown) {
        return shown.host();
    }

    @Override
    public Path seenDoor(Path door) {
        return door;
    }

    @Override
    public Child start(Launch launch) throws IOException {
        var command = new ArrayList<String>();
        if (setsid != null) {
            command.add(setsid.toString());
        }
        command.addAll(launch.command());
        var builder = new ProcessBuilder(command)
                .directory(launch.workDirectory().toFile())
                .redirectInput(
                        launch.listens()
                                ? Redirect.PIPE
                                : Redirect.from(Path.of("/dev/null").toFile()))
                .redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(launch.environment());
        return adopt(parent.start(builder));
    }

    private Child adopt(Process process) {
        var child = new LocalChild(process, undertaker);
        children.add(child);
        undertaker.watch(process.pid());
        child.exited().thenRun(() -> {
            children.remove(child);
            undertaker.forget(process.pid());
        });
        return child;
    }

    @Override
    public void close() {
        children.forEach(LocalChild::kill);
        undertaker.close();
        parent.close();
    }
}
