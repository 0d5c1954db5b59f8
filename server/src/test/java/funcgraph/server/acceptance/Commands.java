package funcgraph.server.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Programs that a test runs to their end. */
public final class Commands {

    private static final int SECONDS = 120;

    private Commands() {}

    /** Runs a command in a folder, which is its home, and gives what it printed; it must end with 0. */
    public static String run(Path folder, Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        var output = Files.createTempFile("funcgraph-command", ".txt");
        try {
            var builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().put("FUNCGRAPH_BUILT", "1");
            builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
            builder.environment().put("HOME", folder.toString());
            builder.environment().putAll(environment);
            var process = builder.start();
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
                fail(command[0] + " did not end within " + SECONDS + " s:\n" + Files.readString(output, UTF_8));
            }
            var said = Files.readString(output, UTF_8);
            assertThat(process.exitValue()).as(said).isZero();
            return said;
        } finally {
            Files.delete(output);
        }
    }
}
