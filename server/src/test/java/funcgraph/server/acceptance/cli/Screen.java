package funcgraph.server.acceptance.cli;

import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/** {@code ./funcgraph WORDS…} on a terminal, with somebody who looks and types: {@code script} gives it a pseudo-terminal. */
final class Screen implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String CTRL_C = "\003";

    private final Process process;
    private final StringBuilder shown = new StringBuilder();
    private final Thread reader;

    private Screen(Process process) {
        this.process = process;
        this.reader = Thread.ofVirtual().start(this::read);
    }

    static Screen open(List<String> words) {
        var launcher = Path.of(System.getProperty("funcgraph.root"), "funcgraph")
                .normalize()
                .toString();
        // Whoever runs the tests in the background has told them, and all they start, not to hear Ctrl-C.
        var command = "env --default-signal=INT " + launcher
                + words.stream().map(word -> " '" + word + "'").collect(Collectors.joining());
        var builder = new ProcessBuilder("script", "--quiet", "--return", "--command", command, "/dev/null")
                .redirectErrorStream(true);
        builder.environment().put("FUNCGRAPH_BUILT", "1");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("TERM", "xterm");
        try {
            return new Screen(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All that came so far, control sequences among it. */
    String shown() {
        synchronized (shown) {
            return shown.toString();
        }
    }

    void await(String text) {
        await(text, all -> all.contains(text));
    }

    void await(String what, Predicate<String> wanted) {
        try {
            Awaitility.await(what)
                    .pollInterval(Duration.ofMillis(20))
                    .atMost(PATIENCE)
                    .until(() -> wanted.test(shown()));
        } catch (RuntimeException e) {
            throw new AssertionError(what + " did not come; there was:\n" + shown(), e);
        }
    }

    void type(String keys) {
        try {
            process.getOutputStream().write(keys.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void interrupt() {
        type(CTRL_C);
    }

    /** The command's exit code, waited for. */
    int awaitExit() throws InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            return fail("still there; it showed:\n" + shown());
        }
        reader.join(PATIENCE);
        return process.exitValue();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private void read() {
        try (Reader in = new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)) {
            var piece = new char[4096];
            for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
                append(new String(piece, 0, length));
            }
        } catch (IOException e) {
            append("(the terminal broke: " + e + ")");
        }
    }

    private void append(String text) {
        synchronized (shown) {
            shown.append(text);
        }
    }
}
