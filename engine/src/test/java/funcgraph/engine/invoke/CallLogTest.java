package funcgraph.engine.invoke;

import static org.assertj.core.api.Assertions.assertThat;

import funcgraph.domain.InvokeOutcome.Usage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CallLogTest {

    private String note = "";

    private static final Instant START = Instant.parse("2022-09-20T11:43:57Z");
    private static final Instant END = Instant.parse("2022-09-20T11:43:58Z");

    @Test
    void the_functions_words_stand_between_the_platforms_lines() {
        assertThat(log(new Usage(65_828, 0, 21_988, utf8("hello\n")), false, 4096))
                .isEqualTo("""
                        2022-09-20T11:43:57Z Start invoke request 'r-1', version: latest
                        hello
                        2022-09-20T11:43:58Z Finish invoke request 'r-1', duration: 65.828ms, billing duration: 66ms, memory used: 21.473MB, billing memory: 128MB
                        """);
    }

    @Test
    void what_the_platform_has_to_say_stands_before_the_functions_words() {
        note = "no agency";
        assertThat(log(new Usage(1, 0, 1, utf8("hello\n")), false, 4096))
                .contains("version: latest\n2022-09-20T11:43:57Z r-1 WARN no agency\nhello\n");
    }

    @Test
    void a_failed_call_says_so_in_its_last_line() {
        assertThat(log(Usage.NONE, true, 4096)).contains("'r-1' (invoke Failed), duration");
    }

    @Test
    void a_long_log_is_cut_at_its_beginning_and_never_inside_a_character() {
        for (int most = 150; most < 160; most++) {
            var cut = log(new Usage(1, 0, 1, utf8("中文".repeat(100))), false, most);

            assertThat(utf8(cut).length).isLessThanOrEqualTo(most);
            assertThat(cut).doesNotContain("�").endsWith("billing memory: 128MB\n");
        }
    }

    @Test
    void time_to_initialise_is_billed_and_less_than_a_millisecond_counts_as_one() {
        assertThat(CallLog.billedMillis(new Usage(1_500, 2_000, 0, new byte[0])))
                .isEqualTo(4);
        assertThat(CallLog.billedMillis(Usage.NONE)).isEqualTo(1);
    }

    private String log(Usage usage, boolean failed, int most) {
        return new String(
                CallLog.tail("r-1", "latest", note, START, END, usage, 128, failed, most), StandardCharsets.UTF_8);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
