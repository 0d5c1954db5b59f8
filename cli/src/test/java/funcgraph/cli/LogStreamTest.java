package funcgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LogStreamTest {

    private static final String CALL = "580b67db-0da7-4235-a528-890a884219ec";

    @Test
    void a_line_says_time_call_and_level_once() {
        assertThat(shown("INFO", "2026-11-28T20:48:19Z " + CALL + " INFO greeting world"))
                .isEqualTo("20:48:19.599Z INFO     580b67db greeting world");
        assertThat(shown("PLATFORM", "2026-11-28T20:48:19Z Start invoke request '" + CALL + "'"))
                .isEqualTo("20:48:19.599Z PLATFORM 580b67db Start invoke request '" + CALL + "'");
    }

    @Test
    void what_a_function_prints_itself_stays_as_it_is() {
        assertThat(shown("INFO", "INFORMATION 2026")).endsWith("580b67db INFORMATION 2026");
        assertThat(shown("", "")).isEqualTo("20:48:19.599Z          580b67db ");
    }

    private static String shown(String level, String line) {
        return LogStream.shown(Json.object()
                .put("time", "2026-11-28T20:48:19.599Z")
                .put("level", level)
                .put("request_id", CALL)
                .put("line", line));
    }
}
