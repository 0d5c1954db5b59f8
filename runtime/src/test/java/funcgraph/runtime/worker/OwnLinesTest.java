package funcgraph.runtime.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class OwnLinesTest {

    private static final String MINE = "aaaaaaaa-0000-4000-8000-000000000001";
    private static final String OTHER = "bbbbbbbb-0000-4000-8000-000000000002";

    @Test
    void leaves_out_the_loggers_lines_of_other_calls_and_nothing_else() {
        String log = "printed\n"
                + "2025-02-18T11:16:19Z " + MINE + " INFO one\n"
                + "2025-02-18T11:16:19Z " + OTHER + " INFO two\n"
                + "2025-02-18T11:16:19Z no id at all, but a long line that somebody printed with a time\n"
                + "\n"
                + "no end";
        assertThat(own(log)).isEqualTo(log.replace("2025-02-18T11:16:19Z " + OTHER + " INFO two\n", ""));
    }

    @Test
    void short_and_empty_logs_stay() {
        assertThat(own("")).isEmpty();
        assertThat(own("x")).isEqualTo("x");
        assertThat(own("2025-02-18T11:16:19Z " + MINE)).endsWith(MINE);
    }

    private static String own(String log) {
        return new String(OwnLines.of(log.getBytes(StandardCharsets.UTF_8), MINE), StandardCharsets.UTF_8);
    }
}
