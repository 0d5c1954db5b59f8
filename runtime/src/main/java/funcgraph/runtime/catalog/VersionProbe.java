package funcgraph.runtime.catalog;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Asks an interpreter its version, once for each, and not for long. */
final class VersionProbe {

    private static final Pattern VERSION = Pattern.compile("\\d+(\\.\\d+)+");
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int ANSWER_BYTES = 4096;

    private final ConcurrentHashMap<Path, String> known = new ConcurrentHashMap<>();

    /** Blocks until the interpreter answers. Empty when it does not, or says something else. */
    String version(Path executable) {
        String found = known.get(executable);
        if (found == null) {
            found = ask(executable);
            known.put(executable, found);
        }
        return found;
    }

    private static String ask(Path executable) {
        var builder = new ProcessBuilder(executable.toString(), "--version")
                .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
                .redirectErrorStream(true);
        builder.environment().clear();
        try {
            Process process = builder.start();
            try {
                if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                    return "";
                }
                byte[] answer = process.getInputStream().readNBytes(ANSWER_BYTES);
                var match = VERSION.matcher(new String(answer, StandardCharsets.UTF_8));
                return match.find() ? match.group() : "";
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException cannotRun) {
            return "";
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
