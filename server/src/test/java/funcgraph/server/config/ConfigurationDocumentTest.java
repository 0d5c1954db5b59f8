package funcgraph.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page is the table's; {@code ./dev golden} writes it again. */
class ConfigurationDocumentTest {

    private static final Path PAGE = Path.of(System.getProperty("funcgraph.root"), "docs", "configuration.md");

    @Test
    void the_page_is_what_the_table_says() throws IOException {
        if ("write".equals(System.getProperty("funcgraph.golden"))) {
            Files.writeString(PAGE, Reference.page());
        }
        assertThat(Files.readString(PAGE))
                .as("docs/configuration.md, which ./dev golden writes")
                .isEqualTo(Reference.page());
    }

    @Test
    void the_page_has_every_key_and_meaning_that_explain_prints() {
        var bytes = new ByteArrayOutputStream();
        Reference.explain(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        var explained = bytes.toString(StandardCharsets.UTF_8);
        var page = Reference.page();
        assertThat(Keys.all()).hasSizeGreaterThan(50).allSatisfy(key -> {
            assertThat(explained).contains("\n" + key.name() + "\n    " + key.meaning());
            assertThat(page)
                    .containsOnlyOnce("| `" + key.name() + "`")
                    .contains(key.meaning().replace("|", "\\|"));
        });
    }
}
