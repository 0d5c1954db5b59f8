package funcgraph.server.acceptance.documents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a page shows in a block of its own, between fences or indented.
 *
 * @param path of the page, from the root of the checkout
 * @param line of the block's beginning, from 1
 * @param language what stands behind the fence, up to a blank; empty when nothing does, or it is indented
 */
record Snippet(String path, int line, String language, String text) {

    private static final Path ROOT = Path.of(System.getProperty("funcgraph.root"));
    private static final String FENCE = "```";
    private static final String INDENT = "    ";

    /** All of the README and of the book. */
    static List<Snippet> all() {
        var snippets = new ArrayList<Snippet>();
        try (var book = Files.walk(ROOT.resolve("docs"))) {
            snippets.addAll(of("README.md", Files.readAllLines(ROOT.resolve("README.md"))));
            for (var page : book.filter(each -> each.toString().endsWith(".md"))
                    .sorted()
                    .toList()) {
                snippets.addAll(of(ROOT.relativize(page).toString(), Files.readAllLines(page)));
            }
            return snippets;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Snippet> of(String path, List<String> lines) {
        var snippets = new ArrayList<Snippet>();
        for (int at = 0; at < lines.size(); ) {
            var first = lines.get(at);
            int end = at + 1;
            if (first.startsWith(FENCE)) {
                while (!lines.get(end).startsWith(FENCE)) {
                    end++;
                }
                var language = first.substring(FENCE.length()).strip().split(" ", 2)[0];
                snippets.add(new Snippet(path, at + 1, language, text(lines.subList(at + 1, end), "")));
                end++;
            } else if (first.startsWith(INDENT) && at > 0 && lines.get(at - 1).isEmpty() && !isOfAList(lines, at)) {
                while (end < lines.size() && (lines.get(end).startsWith(INDENT) || isBetween(lines, end))) {
                    end++;
                }
                snippets.add(new Snippet(path, at + 1, "", text(lines.subList(at, end), INDENT)));
            }
            at = end;
        }
        return snippets;
    }

    /** A blank line within an indented block. */
    private static boolean isBetween(List<String> lines, int at) {
        return lines.get(at).isEmpty()
                && at + 1 < lines.size()
                && lines.get(at + 1).startsWith(INDENT);
    }

    private static boolean isOfAList(List<String> lines, int at) {
        var before = lines.subList(0, at).reversed().stream()
                .filter(line -> !line.isEmpty())
                .findFirst()
                .orElse("");
        return before.startsWith("* ") || before.startsWith("  ");
    }

    private static String text(List<String> lines, String indent) {
        var text = new StringBuilder();
        for (var line : lines) {
            text.append(line.startsWith(indent) ? line.substring(indent.length()) : line)
                    .append('\n');
        }
        return text.toString();
    }

    List<String> lines() {
        return text.lines().toList();
    }

    String first() {
        return text.lines().findFirst().orElse("");
    }

    @Override
    public String toString() {
        return path + ":" + line;
    }
}
