package funcgraph.cli.project;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What of a folder is no code. Patterns as Git's: {@code *}, {@code ?} and {@code **}, a slash at the end for folders
 * only, one elsewhere to mean the path from the root, {@code !} to take something back in. The last one that fits counts.
 */
public final class Ignored {

    /** The file beside {@code funcgraph.yaml} that holds patterns, one a line, and remarks after {@code #}. */
    static final String FILE = ".funcgraphignore";

    private static final List<String> ALWAYS = List.of(
            ".git/",
            ".svn/",
            ".hg/",
            ".idea/",
            ".vscode/",
            ".DS_Store",
            "__pycache__/",
            "*.pyc",
            "/" + FILE,
            "/" + Project.FILE,
            "/funcgraph-data/",
            "*.swp",
            "*~");

    private final List<Rule> rules = new ArrayList<>();

    private record Rule(Pattern path, boolean foldersOnly, boolean takesBack) {}

    private Ignored() {}

    /** What is never code, then the folder's file, then {@code more}. */
    static Ignored of(Path folder, List<String> more) {
        var ignored = new Ignored();
        ALWAYS.forEach(ignored::add);
        var file = folder.resolve(FILE);
        if (Files.isRegularFile(file)) {
            try (var lines = Files.lines(file)) {
                lines.forEach(ignored::add);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
            }
        }
        more.forEach(ignored::add);
        return ignored;
    }

    /**
     * Whether a path is no code.
     *
     * @param path from the root, with slashes, without one at the end
     */
    public boolean leavesOut(String path, boolean isFolder) {
        boolean out = false;
        for (var rule : rules) {
            if ((isFolder || !rule.foldersOnly) && rule.path.matcher(path).matches()) {
                out = !rule.takesBack;
            }
        }
        return out;
    }

    private void add(String line) {
        var text = line.strip();
        if (text.isEmpty() || text.startsWith("#")) {
            return;
        }
        boolean takesBack = text.startsWith("!");
        text = takesBack ? text.substring(1) : text;
        boolean foldersOnly = text.endsWith("/");
        text = foldersOnly ? text.substring(0, text.length() - 1) : text;
        boolean anchored = text.indexOf('/') >= 0;
        text = text.startsWith("/") ? text.substring(1) : text;
        rules.add(new Rule(Pattern.compile((anchored ? "" : "(?:.*/)?") + regex(text)), foldersOnly, takesBack));
    }

    private static String regex(String glob) {
        var regex = new StringBuilder();
        for (int i = 0; i < glob.length(); i++) {
            char c = glob.charAt(i);
            if (glob.startsWith("**/", i)) {
                regex.append("(?:.*/)?");
                i += 2;
            } else if (glob.startsWith("**", i)) {
                regex.append(".*");
                i++;
            } else if (c == '*') {
                regex.append("[^/]*");
            } else if (c == '?') {
                regex.append("[^/]");
            } else {
                regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return regex.toString();
    }
}
