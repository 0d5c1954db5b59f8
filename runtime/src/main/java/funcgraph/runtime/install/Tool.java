package funcgraph.runtime.install;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs programs of this machine to their end, or until their time is over. */
final class Tool {

    private static final int LINES_SHOWN = 8;
    private static final Duration DEATH = Duration.ofSeconds(5);

    private Tool() {}

    /**
     * Runs a command and answers what it printed, on both streams.
     *
     * @param what the step, for the message when it fails
     * @param scratch where it runs, and what it prints is kept meanwhile
     * @throws InstallFailed when it cannot be started, ends with another code than 0, or does not end in time
     */
    static String run(String what, Duration patience, Path scratch, List<String> command)
            throws InstallFailed, IOException {
        return run(what, patience, scratch, command, Map.of());
    }

    static String run(String what, Duration patience, Path scratch, List<String> command, Map<String, String> variables)
            throws InstallFailed, IOException {
        Path output = Files.createTempFile(scratch, "output", ".txt");
        var builder = new ProcessBuilder(command)
                .directory(scratch.toFile())
                .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().putAll(variables);
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new InstallFailed(what + ": this machine has no " + command.getFirst());
        }
        int code = await(process, what, patience);
        var said = Files.readString(output);
        Files.delete(output);
        if (code != 0) {
            throw new InstallFailed(
                    "%s: %s ended with code %d: %s".formatted(what, command.getFirst(), code, end(said)));
        }
        return said;
    }

    private static int await(Process process, String what, Duration patience) throws InstallFailed {
        try {
            if (process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                return process.exitValue();
            }
            throw new InstallFailed("%s: not done after %d s".formatted(what, patience.toSeconds()));
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            throw new InstallFailed(what + ": interrupted");
        } finally {
            end(process);
        }
    }

    /** With all it has started: package clients have helpers that fetch. */
    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try {
            process.waitFor(DEATH.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    private static String end(String said) {
        var lines = said.lines().filter(line -> !line.isBlank()).toList();
        var shown = lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size());
        return shown.isEmpty() ? "it said nothing" : String.join("; ", shown);
    }
}
