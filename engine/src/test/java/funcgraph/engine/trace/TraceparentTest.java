package funcgraph.engine.trace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceparentTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SPAN = "00f067aa0ba902b7";

    @Test
    void a_header_comes_back_as_it_was() {
        for (var flags : new String[] {"00", "01"}) {
            var text = "00-" + TRACE + "-" + SPAN + "-" + flags;
            var parsed = Traceparent.parse(text);
            assertThat(parsed).isEqualTo(new Traceparent(TRACE, SPAN, flags.equals("01")));
            assertThat(parsed.text()).isEqualTo(text);
        }
    }

    @Test
    void a_later_version_may_say_more() {
        assertThat(Traceparent.parse("cc-" + TRACE + "-" + SPAN + "-03-what")).isNotNull();
        assertThat(Traceparent.parse("cc-" + TRACE + "-" + SPAN + "-03what")).isNull();
        assertThat(Traceparent.parse("00-" + TRACE + "-" + SPAN + "-01-what")).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736_00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0g",
                "0x-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
            })
    void what_is_none_is_none(String text) {
        assertThat(Traceparent.parse(text)).isNull();
    }
}
