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

    /** The program with its version, of which a file's name may have told a part. Blocks until it answers, if asked. */
    Program complete(Program program) {
        return isWhole(program.version()) ? program : withAnswer(program);
    }

    /** The program with as much of its version as is known without asking, or with what it says. */
    Program atLeastShort(Program program) {
        return program.version().isEmpty() ? withAnswer(program) : program;
    }

    private static boolean isWhole(String version) {
        return version.indexOf('.') != version.lastIndexOf('.');
    }

    private Program withAnswer(Program program) {
        String found = known.get(program.executable());
        if (found == null) {
            found = ask(program);
            known.put(program.executable(), found);
        }
        return found.isEmpty() ? program : program.withVersion(found);
    }

    private static String ask(Program program) {
        var builder = new ProcessBuilder(program.executable().toString(), "--version")
                .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
                .redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(program.environment(program.home()));
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
