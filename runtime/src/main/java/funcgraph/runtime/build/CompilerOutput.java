package funcgraph.runtime.build;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** What the compiler said, as the one who uploaded the code may see it. */
final class CompilerOutput {

    private static final int MOST_CHARS = 4000;

    private CompilerOutput() {}

    /** Without the names of packages that begin each part, and without the directories of this machine. */
    static String shown(String output, Path source, List<Path> hidden) {
        String text = output.lines()
                .filter(line -> !line.startsWith("# ") && !line.startsWith("go: "))
                .map(line -> line.startsWith("./") ? line.substring("./".length()) : line)
                .collect(Collectors.joining("\n"));
        text = text.replace(source + "/", "");
        for (Path directory : hidden) {
            text = text.replace(directory.toString(), "(platform)");
        }
        text = text.strip();
        if (text.isEmpty()) {
            text = output.isBlank() ? "the compiler failed without a word" : output.strip();
        }
        return text.length() > MOST_CHARS ? text.substring(0, MOST_CHARS) + "…" : text;
    }
}
