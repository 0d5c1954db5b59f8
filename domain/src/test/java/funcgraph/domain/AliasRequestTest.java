package funcgraph.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AliasRequestTest {

    private static final FunctionKey KEY = new FunctionKey("p", "default", "f");
    private static final AliasRequest.Rule RULE = new AliasRequest.Rule("header", "a", "=", "b");
    private static final AliasRequest.Rules RULES = new AliasRequest.Rules("and", List.of(RULE));

    @ParameterizedTest
    @ValueSource(strings = {"a", "prod", "A-b_9"})
    void a_name_begins_with_a_letter_and_ends_with_a_letter_or_digit(String name) {
        assertThat(rules(request(name, "v1", Map.of(), Map.of()))).isEmpty();
        assertThat(rules(request("1" + name, "v1", Map.of(), Map.of()))).containsExactly(Flaw.Rule.ALIAS_NAME);
        assertThat(rules(request(name + "-", "v1", Map.of(), Map.of()))).containsExactly(Flaw.Rule.ALIAS_NAME);
        assertThat(rules(request("a".repeat(64), "v1", Map.of(), Map.of()))).containsExactly(Flaw.Rule.ALIAS_NAME);
    }

    @Test
    void all_flaws_are_found_at_once_in_the_order_of_the_fields() {
        var request = new AliasRequest("", "", "d".repeat(513), Map.of("v2", 101), Map.of());

        assertThat(rules(request))
                .containsExactly(Flaw.Rule.ALIAS_NAME, Flaw.Rule.VERSION, Flaw.Rule.DESCRIPTION, Flaw.Rule.WEIGHT);
    }

    @ParameterizedTest
    @CsvSource({
        "v2, 0, ''",
        "v2, 100, ''",
        "v2, -1, WEIGHT",
        "v2, 101, WEIGHT",
        "v1, 5, SAME_VERSION",
        "latest, 5, ADDITIONAL_VERSION",
        "a/b, 5, ADDITIONAL_VERSION"
    })
    void a_weight_is_a_percentage_of_another_published_version(String version, int percent, String flaw) {
        var found = rules(request("a", "v1", Map.of(version, percent), Map.of()));

        assertThat(found.stream().map(Enum::name)).isEqualTo(flaw.isEmpty() ? List.of() : List.of(flaw));
    }

    @Test
    void there_is_one_additional_version_by_weight_or_by_rules() {
        var two = new LinkedHashMap<String, Integer>();
        two.put("v2", 10);
        two.put("v3", 10);

        assertThat(rules(request("a", "v1", two, Map.of()))).containsExactly(Flaw.Rule.ADDITIONAL_VERSION);
        assertThat(rules(request("a", "v1", Map.of("v2", 1), Map.of("v2", RULES))))
                .containsExactly(Flaw.Rule.PARAMETER);
    }

    @Test
    void rules_say_how_they_are_combined_and_what_they_look_at() {
        assertThat(rules(ruled("and", RULE))).isEmpty();
        assertThat(rules(ruled("xor", RULE))).containsExactly(Flaw.Rule.PARAMETER);
        assertThat(rules(ruled("or"))).containsExactly(Flaw.Rule.PARAMETER);
        assertThat(rules(ruled("or", new AliasRequest.Rule("body", "", "like", ""))))
                .hasSize(4);
        var many = new AliasRequest.Rule[AliasRules.MOST + 1];
        Arrays.fill(many, RULE);
        assertThat(rules(ruled("and", many))).containsExactly(Flaw.Rule.PARAMETER);
    }

    @Test
    void versions_that_are_not_there_are_refused_with_their_own_codes() {
        var weighted = request("a", "v1", Map.of("v2", 5), Map.of());

        assertThatThrownBy(() -> weighted.alias(KEY, Set.of("v2")::contains, Instant.EPOCH))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.refusal()).isEqualTo(new Refusal.NoVersion(KEY, "v1")));
        assertThatThrownBy(() -> weighted.alias(KEY, Set.of("v1")::contains, Instant.EPOCH))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.refusal()).isInstanceOf(Refusal.BadPublication.class));
        assertThat(weighted.alias(KEY, Set.of("v1", "v2")::contains, Instant.EPOCH)
                        .additional())
                .isEqualTo(new Alias.Additional.Weighted("v2", 5));
    }

    private static AliasRequest ruled(String combineType, AliasRequest.Rule... rules) {
        return request("a", "v1", Map.of(), Map.of("v2", new AliasRequest.Rules(combineType, List.of(rules))));
    }

    private static AliasRequest request(
            String name, String version, Map<String, Integer> weights, Map<String, AliasRequest.Rules> strategies) {
        return new AliasRequest(name, version, "", weights, strategies);
    }

    private static List<Flaw.Rule> rules(AliasRequest request) {
        return request.flaws(512).stream().map(Flaw::rule).toList();
    }
}
