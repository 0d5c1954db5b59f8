package funcgraph.runtime.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class OutputTailTest {

    private final OutputTail tail = new OutputTail();

    @Test
    void keeps_what_fits_and_is_empty_afterwards() {
        append("one ");
        append("two");
        assertThat(tail.peek()).isEqualTo("one two");
        assertThat(text()).isEqualTo("one two");
        assertThat(text()).isEmpty();
        append("three");
        assertThat(text()).isEqualTo("three");
    }

    @Test
    void keeps_the_last_4096_bytes() {
        append("a".repeat(5000));
        append("b".repeat(96));
        assertThat(text()).isEqualTo("a".repeat(4000) + "b".repeat(96));
    }

    @Test
    void begins_with_a_whole_character() {
        append("\u20ac".repeat(2000));
        assertThat(text()).isEqualTo("\u20ac".repeat(1365));
    }

    @Test
    void what_was_printed_since_a_mark_is_there_for_each_mark() {
        append("before ");
        long first = tail.untaken();
        append("one ");
        long second = tail.end();
        append("two");
        assertThat(new String(tail.take(second), StandardCharsets.UTF_8)).isEqualTo("two");
        assertThat(new String(tail.take(first), StandardCharsets.UTF_8)).isEqualTo("before one two");
        assertThat(tail.untaken()).isEqualTo(tail.end());
    }

    private void append(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        tail.append(bytes, bytes.length);
    }

    private String text() {
        return new String(tail.take(tail.untaken()), StandardCharsets.UTF_8);
    }
}
