package funcgraph.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Which interpreters the server of a checkout runs functions with. */
final class Interpreters {

    private static final long PATIENCE_SECONDS = 60;

    private Interpreters() {}

    /** Paths of executables by the names of their runtimes; those that are not there are left out. */
    static Map<String, String> of(Path home) throws Exception {
        var output = Files.createTempFile("funcgraph-runtimes", ".json");
        try {
            var process = new ProcessBuilder(home.resolve("funcgraph").toString(), "runtimes", "-o", "json")
                    .redirectOutput(output.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IOException("the launcher does not tell which runtimes there are");
            }
            return executables(JsonMapper.shared().readTree(output.toFile()));
        } finally {
            Files.delete(output);
        }
    }

    private static Map<String, String> executables(JsonNode listed) {
        var executables = new HashMap<String, String>();
        for (var runtime : listed) {
            var executable = runtime.path("executable").asString("");
            if (!executable.isEmpty()) {
                executables.put(runtime.path("runtime").asString(), executable);
            }
        }
        return executables;
    }
}
