package funcgraph.server;

import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** {@code ./funcgraph WORDS…} as a child process, its output collected line by line. */
public final class Spawned {

    private final Process process;
    private final List<String> output = new CopyOnWriteArrayList<>();
    private final List<String> errors = new CopyOnWriteArrayList<>();
    private final List<Thread> readers;

    private Spawned(Process process) {
        this.process = process;
        this.readers = List.of(reading(process.getInputStream(), output), reading(process.getErrorStream(), errors));
    }

    /** Starts the launcher of this checkout with the JDK of this test; nothing is built. */
    public static Spawned launch(List<String> words, Map<String, String> environment) {
        return launch(words, environment, Path.of("").toAbsolutePath());
    }

    /** The same in another working directory. */
    public static Spawned launch(List<String> words, Map<String, String> environment, Path workDirectory) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("funcgraph.root"), "funcgraph")
                .normalize()
                .toString());
        command.addAll(words);
        var builder = new ProcessBuilder(command).directory(workDirectory.toFile());
        // Interpreters that were installed for all tests are the one thing of the caller's that holds here.
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("FUNCGRAPH_") && !name.equals("FUNCGRAPH_RUNTIMES_DIRECTORY"));
        builder.environment().put("FUNCGRAPH_BUILT", "1");
        // What lives for seconds has no use for code that is compiled to be quick after minutes.
        builder.environment().put("FUNCGRAPH_JAVA_OPTS", "-XX:TieredStopAtLevel=1");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        try {
            var process = builder.start();
            process.getOutputStream().close();
            return new Spawned(process);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public ProcessHandle handle() {
        return process.toHandle();
    }

    /** Lines of standard output so far. */
    public List<String> output() {
        return List.copyOf(output);
    }

    /** Lines of standard error so far. */
    public List<String> errors() {
        return List.copyOf(errors);
    }

    public String firstLine() {
        return output.getFirst();
    }

    /** Waits until something is printed; fails with the errors when the process ends before. */
    public void awaitFirstLine(Duration patience) {
        await("a line of output")
                .pollInterval(Duration.ofMillis(5))
                .atMost(patience)
                .until(() -> {
                    if (output.isEmpty() && !process.isAlive()) {
                        fail("ended with code " + process.exitValue() + ":\n" + String.join("\n", errors));
                    }
                    return !output.isEmpty();
                });
    }

    /** Waits for the end and for the last line of both outputs. */
    public int awaitExit(Duration patience) {
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                var shown = String.join("\n", errors);
                process.destroyForcibly();
                return fail("still alive after " + patience + ":\n" + shown);
            }
            for (var reader : readers) {
                reader.join(patience);
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** By a thread of the platform: a read from a pipe holds on to a carrier, and two of them may be all there are. */
    private static Thread reading(InputStream stream, List<String> into) {
        return Thread.ofPlatform().daemon().start(() -> {
            try (var lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                    into.add(line);
                }
            } catch (IOException e) {
                into.add("(the stream broke: " + e + ")");
            }
        });
    }
}
