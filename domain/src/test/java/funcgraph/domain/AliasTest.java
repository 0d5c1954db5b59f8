package funcgraph.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AliasTest {

    private static final RandomGenerator NEVER_ASKED = () -> {
        throw new IllegalStateException("nothing here is left to chance");
    };

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 30, 50, 99, 100})
    void a_weight_is_the_share_of_calls_within_two_percent_over_ten_thousand(int percent) {
        var alias = alias(new Alias.Additional.Weighted("v2", percent));
        var chance = new SplittableRandom(2017);
        int additional = 0;
        for (int call = 0; call < 10_000; call++) {
            additional += alias.versionFor(chance, CallHeaders.NONE).equals("v2") ? 1 : 0;
        }
        assertThat(additional / 100.0).isCloseTo(percent, within(percent % 100 == 0 ? 0.0 : 2.0));
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            header, colour, =,  blue,        blue,          -,                      true
            Header, colour, =,  blue,        green,         -,                      false
            header, colour, =,  blue,        -,             colour=blue,            false
            header, colour, in, 'red, blue', blue,          -,                      true
            header, colour, in, 'red, blue', 'red, blue',   -,                      false
            cookie, colour, =,  blue,        blue,          -,                      false
            cookie, colour, =,  blue,        -,             'a=1; colour=blue; b=', true
            Cookie, colour, in, 'red,blue',  -,             'colours=blue',         false
            """)
    void a_rule_looks_at_one_header_or_one_cookie(
            String type, String param, String op, String value, String header, String cookie, boolean meets) {
        var rules = new AliasRules("and", List.of(new AliasRules.Rule(type, param, op, value)));

        assertThat(version(rules, headers(header, cookie))).isEqualTo(meets ? "v2" : "v1");
    }

    @ParameterizedTest
    @CsvSource({"and, x, y, v2", "and, x, z, v1", "or, x, z, v2", "or, z, y, v2", "or, z, z, v1"})
    void rules_are_combined_as_the_alias_says(String combineType, String first, String second, String expected) {
        var rules = new AliasRules(
                combineType,
                List.of(
                        new AliasRules.Rule("header", "one", "=", "x"),
                        new AliasRules.Rule("header", "two", "=", "y")));

        assertThat(version(rules, Map.of("one", first, "two", second)::get)).isEqualTo(expected);
    }

    private static String version(AliasRules rules, CallHeaders headers) {
        return alias(new Alias.Additional.Ruled("v2", rules)).versionFor(NEVER_ASKED, headers);
    }

    private static CallHeaders headers(String header, String cookie) {
        return name -> switch (name) {
            case "colour" -> header;
            case "Cookie" -> cookie;
            default -> null;
        };
    }

    private static Alias alias(Alias.Additional additional) {
        return new Alias("prod", "v1", "", additional, Instant.EPOCH);
    }
}
