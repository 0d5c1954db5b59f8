package funcgraph.runtime.launch;

import java.util.List;
import java.util.stream.Collectors;

/** Words as a shell takes them, unchanged whatever they hold. */
public final class Shell {

    private Shell() {}

    public static String quote(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }

    /** Each of them, with blanks between. */
    public static String quoted(List<String> words) {
        return words.stream().map(Shell::quote).collect(Collectors.joining(" "));
    }
}
