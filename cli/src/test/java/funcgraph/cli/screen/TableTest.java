package funcgraph.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void columns_are_as_wide_as_their_widest_cell_and_lines_end_without_blanks() {
        assertThat(new Table("", "before", "after")
                        .row("timeout", "3", "10")
                        .row("n", "longer than", "x")
                        .toString())
                .isEqualTo("""
                             before       after
                    timeout  3            10
                    n        longer than  x
                    """);
    }
}
