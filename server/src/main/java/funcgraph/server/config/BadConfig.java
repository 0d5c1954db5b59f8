package funcgraph.server.config;

import java.util.List;

/** The command line, the environment or the file cannot be used as they are. The message lists every reason. */
public final class BadConfig extends RuntimeException {

    private final List<String> problems;

    public BadConfig(List<String> problems) {
        super(text(problems));
        this.problems = List.copyOf(problems);
    }

    /** Each is one sentence that names the key, the value unless it is secret, and what is allowed. */
    public List<String> problems() {
        return problems;
    }

    private static String text(List<String> problems) {
        return problems.size() == 1
                ? problems.getFirst()
                : problems.size() + " problems:\n  " + String.join("\n  ", problems);
    }
}
