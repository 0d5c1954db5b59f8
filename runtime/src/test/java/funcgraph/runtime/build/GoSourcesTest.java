package funcgraph.runtime.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class GoSourcesTest {

    @Test
    void the_list_names_every_source_there_is() throws IOException {
        var root = Path.of("..", "bootstraps", "go").toRealPath();
        try (var files = Files.walk(root.resolve("src"))) {
            assertThat(GoSources.packed().files().keySet())
                    .containsExactlyInAnyOrderElementsOf(files.filter(Files::isRegularFile)
                            .map(file -> root.relativize(file).toString())
                            .toList());
        }
    }

    @Test
    void another_toolchain_has_another_fingerprint() throws IOException {
        var sources = GoSources.packed();
        var one = new GoToolchain(Path.of("/a"), "go1.19.8");
        assertThat(sources.fingerprint(one))
                .startsWith("go1.19.8-")
                .isNotEqualTo(sources.fingerprint(new GoToolchain(Path.of("/a"), "go1.19.9")));
    }
}
