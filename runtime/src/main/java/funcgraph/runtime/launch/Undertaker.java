package funcgraph.runtime.launch;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A small shell beside the server that kills process groups: on demand, because Java has no call for it, and all that
 * are left when the pipe from the server breaks, because a server that is killed cannot end its workers, and a worker
 * whose user code never returns does not notice. It is started with the first child.
 */
final class Undertaker {

    private static final Logger LOG = LoggerFactory.getLogger(Undertaker.class);
    private static final long LAST_WORDS_SECONDS = 2;

    private static final String SCRIPT = """
            trap '' INT TERM HUP
            groups=' '
            while read -r verb group; do
              case "$verb" in
                watch) groups="$groups$group " ;;
                bury) kill -s KILL -- "-$group" 2>/dev/null ;;
                forget) case "$groups" in *" $group "*) groups="${groups%%" $group "*} ${groups#*" $group "}" ;; esac ;;
              esac
            done
            for group in $groups; do
              kill -s KILL -- "-$group" 2>/dev/null || kill -s KILL "$group" 2>/dev/null
            done
            """;

    private final @Nullable Path setsid;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Process shell;
    private boolean closed;

    Undertaker(@Nullable Path setsid) {
        this.setsid = setsid;
    }

    /** From now on the group of {@code leader} must not outlive the server. */
    void watch(long leader) {
        say("watch " + leader);
    }

    /** The leader has been reaped: its number may come to mean something else. */
    void forget(long leader) {
        say("forget " + leader);
    }

    /** Kills the whole group now. */
    void bury(long leader) {
        say("bury " + leader);
    }

    /** Ends the shell, which kills what is still being watched. */
    void close() {
        lock.lock();
        try {
            closed = true;
            if (shell != null) {
                shell.getOutputStream().close();
                if (!shell.waitFor(LAST_WORDS_SECONDS, TimeUnit.SECONDS)) {
                    shell.destroyForcibly();
                }
            }
        } catch (IOException brokenPipe) {
            LOG.debug("the undertaker was gone already", brokenPipe);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    private void say(String line) {
        lock.lock();
        try {
            if (!closed) {
                OutputStream pipe = running().getOutputStream();
                pipe.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
                pipe.flush();
            }
        } catch (IOException gone) {
            LOG.warn("the process that kills left-over workers cannot be reached: {}", gone.getMessage());
        } finally {
            lock.unlock();
        }
    }

    private Process running() throws IOException {
        if (shell == null) {
            var command = new ArrayList<String>();
            if (setsid != null) {
                command.add(setsid.toString());
            }
            command.add("/bin/sh");
            command.add("-c");
            command.add(SCRIPT);
            var builder =
                    new ProcessBuilder(command).redirectOutput(Redirect.DISCARD).redirectError(Redirect.DISCARD);
            builder.environment().clear();
            shell = builder.start();
        }
        return shell;
    }
}
