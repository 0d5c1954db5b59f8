package funcgraph.runtime.sandbox;

import funcgraph.runtime.launch.Launch;
import funcgraph.runtime.launch.Shell;
import funcgraph.runtime.launch.Shown;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The line that the shell which waits in a spare sandbox is told when there is something to become. {@code read} takes it
 * byte by byte and nothing behind it, which the program may want.
 */
final class Orders {

    /** Those that launches have; the shell itself uses others. */
    private static final Pattern NAME = Pattern.compile("[A-Z][A-Z0-9_]*");

    private static final String WAITING = "n='\n'; IFS= read -r orders && eval \"$orders\"";

    private Orders() {}

    /**
     * A program that waits for orders on its input.
     *
     * @param shown what it sees by then
     */
    static Launch awaited(List<Shown> shown) {
        var command = List.of("/bin/sh", "-c", WAITING);
        return new Launch(command, Map.of(), Path.of("/"), shown, Optional.empty(), true);
    }

    /** Whether a shell can give them to a program. */
    static boolean canSet(Set<String> variables) {
        return variables.stream().allMatch(NAME.asMatchPredicate());
    }

    /** To become the program of {@code launch}, which keeps the input only if it listens to it. */
    static String of(Launch launch) {
        String variables = launch.environment().entrySet().stream()
                .map(variable -> "export %s=%s; ".formatted(variable.getKey(), Shell.quote(variable.getValue())))
                .collect(Collectors.joining());
        String orders = "cd %s || exit 126; unset OLDPWD; %sexec %s%s"
                .formatted(
                        Shell.quote(launch.workDirectory().toString()),
                        variables,
                        Shell.quoted(launch.command()),
                        launch.listens() ? "" : " < /dev/null");
        return orders.replace("\n", "'\"$n\"'") + "\n"; // those within are in quotes
    }
}
