package funcgraph.runtime.launch;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * The thread that starts all children. Where {@code setpriv} knows how, the kernel is told to kill a child when its
 * parent dies, however that comes about: user code that never yields does not see its socket close, and the
 * {@link Undertaker} may have been killed as well. To the kernel the parent is the thread, so this one lives as long as
 * its children may.
 */
final class Parent {

    private static final Path SETPRIV = Path.of("/usr/bin/setpriv");
    private static final List<String> DIE_WITH_PARENT = List.of(SETPRIV.toString(), "--pdeathsig", "KILL");
    private static final long TRIAL_SECONDS = 5;

    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("parent-of-workers").daemon().factory());
    private List<String> before = List.of();
    private boolean tried;

    /**
     * Blocks until it runs. Whoever is interrupted meanwhile still gets it, or nobody would end it.
     *
     * @throws IOException when it cannot be started, or no more are
     */
    Process start(ProcessBuilder builder) throws IOException {
        boolean interrupted = false;
        try {
            Future<Process> child = thread.submit(() -> bear(builder));
            while (true) {
                try {
                    return child.get();
                } catch (InterruptedException later) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof IOException cause ? cause : new IOException(failed.getCause());
        } catch (RejectedExecutionException closed) {
            throw new IOException("the launcher is closed", closed);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Process bear(ProcessBuilder builder) throws IOException {
        if (!tried) {
            tried = true;
            before = canDieWithParent() ? DIE_WITH_PARENT : List.of();
        }
        var command = new ArrayList<>(before);
        command.addAll(builder.command());
        return builder.command(command).start();
    }

    /** Older ones and those of small systems do not have the option. */
    private static boolean canDieWithParent() throws IOException {
        if (!Files.isExecutable(SETPRIV)) {
            return false;
        }
        var command = new ArrayList<>(DIE_WITH_PARENT);
        command.add("/bin/true");
        Process trial = new ProcessBuilder(command)
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD)
                .start();
        try {
            return trial.waitFor(TRIAL_SECONDS, TimeUnit.SECONDS) && trial.exitValue() == 0;
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            trial.destroyForcibly();
        }
    }

    /** Starts no more; the children that are left die with the thread. */
    void close() {
        thread.shutdown();
    }
}
