package funcgraph.http.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import funcgraph.domain.Precondition;
import funcgraph.http.exchange.Rejected;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IfMatchTest {

    @Test
    void no_header_and_a_star_ask_for_nothing() {
        assertThat(IfMatch.read(null)).isEqualTo(new Precondition.Always());
        assertThat(IfMatch.read(" * ")).isEqualTo(new Precondition.Always());
    }

    @Test
    void one_or_several_revisions_stand_in_quotes() {
        assertThat(IfMatch.read("\"7\"")).isEqualTo(new Precondition.RevisionIn(Set.of(7L)));
        assertThat(IfMatch.read("\"7\", \"8\"")).isEqualTo(new Precondition.RevisionIn(Set.of(7L, 8L)));
    }

    @Test
    void a_number_too_large_for_any_revision_is_well_formed_and_matches_none() {
        assertThat(IfMatch.read("\"99999999999999999999999\"")).isEqualTo(new Precondition.RevisionIn(Set.of(0L)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7", "\"\"", "\"abc\"", "W/\"7\"", "\"7", "\"7\",", "\"-7\"", "'7'", "\"٧\""})
    void anything_else_is_malformed(String header) {
        assertThatThrownBy(() -> IfMatch.read(header))
                .isInstanceOf(Rejected.class)
                .hasMessageContaining("If-Match");
    }
}
