package funcgraph.server.acceptance.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A page of {@code docs/}, as a list of its fenced blocks.
 *
 * @param path from the root of the checkout
 */
record Document(String path, String text, List<Block> blocks) {

    private static final Path ROOT = Path.of(System.getProperty("funcgraph.root"));
    private static final Pattern FENCED = Pattern.compile("(?ms)^```([^\\n`]*)\\n(.*?)^```$");

    /**
     * A fenced block.
     *
     * @param kind what stands behind the fence: a language, and perhaps the name of a file
     */
    record Block(String kind, String text) {

        String language() {
            return kind.split(" ", 2)[0];
        }

        /** What stands behind the language. */
        String name() {
            int blank = kind.indexOf(' ');
            return blank < 0 ? "" : kind.substring(blank + 1);
        }
    }

    static Document read(String path) {
        try {
            var text = Files.readString(ROOT.resolve(path));
            var blocks = new ArrayList<Block>();
            var fences = FENCED.matcher(text);
            while (fences.find()) {
                blocks.add(new Block(fences.group(1).strip(), fences.group(2)));
            }
            return new Document(path, text, blocks);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The pages of a folder below {@code docs/}. */
    static List<Document> in(String folder) {
        try (var files = Files.list(ROOT.resolve(folder))) {
            return files.sorted()
                    .map(file -> read(folder + "/" + file.getFileName()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The one block of that kind. */
    Block block(String kind) {
        var found = blocks.stream().filter(block -> block.kind().equals(kind)).toList();
        assertThat(found).as(path + ": blocks of kind '" + kind + "'").hasSize(1);
        return found.getFirst();
    }

    /** What stands between backticks behind a word of the text, the first time. */
    String named(String word) {
        var found = Pattern.compile(Pattern.quote(word) + " `([^`]+)`").matcher(text);
        assertThat(found.find()).as(path + ": " + word + " `…`").isTrue();
        return found.group(1);
    }

    /** Asserts that an output is the printed one, in which … stands for anything. */
    void assertPrinted(String printed, String output) {
        var pattern = new StringBuilder();
        for (var part : printed.strip().split("…", -1)) {
            pattern.append(pattern.isEmpty() ? "" : ".*").append(Pattern.quote(part));
        }
        assertThat(output.strip()).as(path).matches(Pattern.compile(pattern.toString(), Pattern.DOTALL));
    }
}
