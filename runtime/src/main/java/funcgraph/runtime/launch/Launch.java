package funcgraph.runtime.launch;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A process to start.
 *
 * @param command executable and arguments; no shell reads them
 * @param environment the whole environment: nothing of the server's is added
 */
public record Launch(List<String> command, Map<String, String> environment, Path workDirectory) {

    public Launch {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        if (command.isEmpty()) {
            throw new IllegalArgumentException("a launch names an executable");
        }
    }
}
