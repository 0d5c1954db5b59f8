package funcgraph.engine.iam;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ActionTest {

    @Test
    void a_lone_star_grants_every_action() {
        assertThat(granted("*")).containsExactlyInAnyOrder(Action.values());
    }

    @Test
    void a_star_as_the_operation_grants_all_of_one_resource() {
        assertThat(granted("FunctionGraph:trigger:*"))
                .containsExactlyInAnyOrder(
                        Action.LIST_TRIGGERS,
                        Action.SHOW_TRIGGER,
                        Action.DELETE_TRIGGERS,
                        Action.CREATE_TRIGGER,
                        Action.UPDATE_TRIGGER,
                        Action.DELETE_TRIGGER);
    }

    @Test
    void an_action_without_a_star_grants_itself_only() {
        assertThat(granted("FunctionGraph:function:invoke")).containsExactly(Action.INVOKE);
    }

    @Test
    void patterns_add_up_and_letter_case_does_not_matter() {
        assertThat(granted("functiongraph:function:updateconfig", "FunctionGraph:function:list"))
                .containsExactlyInAnyOrder(Action.UPDATE_CONFIG, Action.LIST_FUNCTIONS);
    }

    @Test
    void no_pattern_grants_nothing() {
        assertThat(granted()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "*:*:*, FunctionGraph:function:invoke, true",
        "FunctionGraph:function:invoke*, FunctionGraph:function:invokeAsync, true",
        "FunctionGraph:*:get, FunctionGraph:trigger:get, true",
        "FunctionGraph:*:get, FunctionGraph:trigger:getAll, false",
        "FunctionGraph:function:*Alias, FunctionGraph:function:deleteAlias, true",
        "FunctionGraph:function:*Alias, FunctionGraph:function:deleteAliases, false",
        "FunctionGraph:function:*a*a*, FunctionGraph:function:createAlias, true",
        "OtherService:function:*, FunctionGraph:function:list, false"
    })
    void stars_stand_for_any_run_of_characters(String pattern, String name, boolean matches) {
        assertThat(new ActionPattern(pattern).matches(name)).isEqualTo(matches);
    }

    @Test
    void many_stars_do_not_make_matching_slow() {
        var pattern = new ActionPattern("a:b:" + "*a".repeat(60));
        assertThat(pattern.matches("a:b:" + "a".repeat(5000) + "b")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "FunctionGraph", "FunctionGraph:function", "a:b:c:d", "a::c", "a:b: c", "a:b:c\n"})
    void other_shapes_are_not_patterns(String text) {
        assertThat(ActionPattern.isLegal(text)).isFalse();
    }

    private static Set<Action> granted(String... patterns) {
        return Action.matching(
                List.of(patterns).stream().map(ActionPattern::new).toList());
    }
}
