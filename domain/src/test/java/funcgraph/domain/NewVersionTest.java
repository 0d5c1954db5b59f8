package funcgraph.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NewVersionTest {

    private static final Instant NOW = Instant.parse("2017-08-30T18:15:39.987Z");

    @Test
    void a_version_without_a_name_is_named_after_the_time_of_its_publication() {
        var unnamed = new NewVersion("", "", "");

        assertThat(unnamed.nameAt(NOW, name -> false)).isEqualTo("v20170830-181539");
        assertThat(unnamed.nameAt(NOW, Set.of("v20170830-181539", "v20170830-181540")::contains))
                .isEqualTo("v20170830-181541");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "v1.0-rc_2", "V"})
    void a_name_may_be_anything_that_a_urn_can_hold(String name) {
        assertThat(new NewVersion(name, "", "").flaws(512)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"latest", "-1", "1.", "v 1", "!v", "v:1", "1234567890123456789012345678901234567890123"})
    void but_not_latest_and_not_more(String name) {
        assertThat(new NewVersion(name, "", "").flaws(512))
                .extracting(Flaw::rule)
                .containsExactly(Flaw.Rule.VERSION);
    }

    @Test
    void its_description_has_a_longest() {
        assertThat(new NewVersion("", "d".repeat(512), "").flaws(512)).isEmpty();
        assertThat(new NewVersion("", "d".repeat(513), "").flaws(512))
                .extracting(Flaw::rule)
                .containsExactly(Flaw.Rule.DESCRIPTION);
    }
}
