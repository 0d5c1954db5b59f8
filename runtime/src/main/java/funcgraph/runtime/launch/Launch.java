package funcgraph.runtime.launch;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A process to start. All paths in it but those of {@code shown} and {@code door} are as the
 * child sees them; {@link Launcher#seen} tells how.
 *
 * @param command executable and arguments; no shell reads them
 * @param environment the whole environment: nothing of the server's is added
 * @param shown what it must see, besides the programs of this machine
 * @param door the socket of the server, as it lies on this machine, that the child may connect to until it is settled;
 *     {@link Launcher#seenDoor} tells where
 * @param listens whether its standard input stays open, as {@link Child#input}; else it is at its end at once
 */
public record Launch(
        List<String> command,
        Map<String, String> environment,
        Path workDirectory,
        List<Shown> shown,
        Optional<Path> door,
        boolean listens) {

    public Launch {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        shown = List.copyOf(shown);
        if (command.isEmpty()) {
            throw new IllegalArgumentException("a launch names an executable");
        }
    }

    /** Of a program that needs nothing but this machine's own programs. */
    public static Launch plain(List<String> command, Map<String, String> environment, Path workDirectory) {
        return new Launch(command, environment, workDirectory, List.of(), Optional.empty(), false);
    }

    /** The same with another command. */
    public Launch running(List<String> other) {
        return new Launch(other, environment, workDirectory, shown, door, listens);
    }
}
