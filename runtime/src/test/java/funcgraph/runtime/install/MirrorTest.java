package funcgraph.runtime.install;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MirrorTest {

    @TempDir
    private Path apt;

    @BeforeEach
    void parts() throws IOException {
        Files.createDirectories(apt.resolve("sources.list.d"));
    }

    @Test
    void the_archive_of_a_one_line_source_is_found() throws IOException {
        Files.writeString(apt.resolve("sources.list"), """
                # deb http://old.test/debian bookworm main
                deb-src http://source.test/debian bookworm main
                deb [arch=amd64 signed-by=/k.gpg] http://mirror.test/debian bookworm main
                """);
        assertThat(Mirror.of(apt)).contains("http://mirror.test/debian");
    }

    @Test
    void the_archive_of_a_stanza_is_found_among_others() throws IOException {
        Files.writeString(apt.resolve("sources.list.d/a.list"), "deb https://tools.test/apt tools-bookworm main\n");
        Files.writeString(apt.resolve("sources.list.d/b.sources"), """
                Types: deb
                URIs: http://off.test/debian
                Suites: trixie
                Enabled: no

                Types: deb
                # http://snapshot.test/debian
                URIs: http://mirror.test/debian
                Suites: trixie trixie-updates
                Components: main
                """);
        assertThat(Mirror.of(apt)).contains("http://mirror.test/debian");
    }

    @Test
    void another_distribution_has_none() throws IOException {
        Files.writeString(apt.resolve("sources.list"), "deb http://mirror.test/ubuntu noble main\n");
        assertThat(Mirror.of(apt)).isEmpty();
    }
}
