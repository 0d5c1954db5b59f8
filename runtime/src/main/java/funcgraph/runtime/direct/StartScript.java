package funcgraph.runtime.direct;

import funcgraph.runtime.launch.Shell;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What the shell that waits in a worker of these families is told: to become the user's program, with its variables.
 * The variables go through {@code env}, because a shell keeps some names to itself.
 */
final class StartScript {

    /** Started without code: it becomes whatever it is told on its input. */
    static final List<String> WAITING = List.of("/bin/sh", "-c", "eval \"$(cat)\"");

    private static final String ENV = "/usr/bin/env";

    private StartScript() {}

    /** @param command the program and its arguments */
    static byte[] running(Path directory, Map<String, String> environment, List<String> command) {
        return "%s\nexec \"$@\" %s < /dev/null\n"
                .formatted(start(directory, environment), Shell.quoted(command))
                .getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The same for a file that is a program or a script. On the real platform {@code /bin/sh} is bash, and the manual's own
     * sample says {@code set -o pipefail} to it, which other shells do not know.
     */
    static byte[] executing(Path directory, Map<String, String> environment, Path file) {
        return """
                %1$s
                file=%2$s
                if [ ! -f "$file" ]; then echo "there is no file ${file##*/} in the root of the code"; exit 127; fi
                if [ ! -x "$file" ]; then echo "the file ${file##*/} is not executable (its mode must be 755)"; exit 126; fi
                if [ "$(head -c 2 "$file")" = '#!' ] && [ -x /bin/bash ]; then
                  case $(head -n 1 "$file" | tr -d ' ') in '#!/bin/sh') set -- "$@" /bin/bash --posix ;; esac
                fi
                exec "$@" "$file" < /dev/null
                """.formatted(start(directory, environment), Shell.quote(file.toString()))
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Leaves the command that sets the variables as the positional parameters. */
    private static String start(Path directory, Map<String, String> environment) {
        var variables = environment.entrySet().stream()
                .filter(variable -> variable.getValue().indexOf('\0') < 0) // which no environment can hold
                .map(variable -> variable.getKey() + "=" + variable.getValue());
        var words = Stream.concat(Stream.of(ENV), variables).toList();
        return "cd %s || exit 126\nset -- %s".formatted(Shell.quote(directory.toString()), Shell.quoted(words));
    }
}
