package funcgraph.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigRulesTest {

    private static final FunctionConfig PRESENT =
            FunctionConfig.initial(RuntimeName.PYTHON_3_9).withDependencyPkg("");

    @ParameterizedTest
    @ValueSource(ints = {128, 256, 512, 768, 1024, 1280, 1536, 1792, 2048, 2560, 3072, 3584, 4096})
    void each_of_the_thirteen_memory_sizes_is_accepted(int memoryMb) {
        assertThat(rules(Change.memory(memoryMb))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 64, 127, 129, 384, 2304, 4095, 4097, 8192, Integer.MAX_VALUE})
    void any_other_memory_size_is_refused_and_the_message_lists_what_is_allowed(int memoryMb) {
        assertThat(rules(Change.memory(memoryMb)))
                .singleElement()
                .satisfies(found -> assertThat(found.message())
                        .contains("memory_size")
                        .contains(Integer.toString(memoryMb))
                        .contains("128, 256, 512"));
    }

    @ParameterizedTest
    @CsvSource({"3,true", "900,true", "2,false", "901,false", "0,false", "-3,false"})
    void timeout_lies_between_three_and_nine_hundred_seconds(int seconds, boolean accepted) {
        assertThat(rules(Change.timeout(seconds)).isEmpty()).isEqualTo(accepted);
    }

    @ParameterizedTest
    @ValueSource(strings = {"index.handler", "a.b", "src/index.handler", "test.main_1", "a.b.c"})
    void a_dotted_handler_is_accepted(String handler) {
        assertThat(rules(Change.handler(handler))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "ab",
                "nodot",
                ".handler",
                "index.",
                "/index.handler",
                "../index.handler",
                "a..b",
                "index.handler\n",
                "in\tdex.handler",
                "dir/.hidden",
                "a\\b.c",
                " index.handler"
            })
    void a_handler_that_is_no_entry_point_or_leaves_the_code_is_refused(String handler) {
        assertThat(rules(Change.handler(handler)))
                .singleElement()
                .satisfies(found -> assertThat(found.rule()).isEqualTo(Violation.Rule.HANDLER));
    }

    @Test
    void a_handler_has_at_most_one_hundred_and_twenty_eight_characters() {
        assertThat(rules(Change.handler("a".repeat(120) + ".handler"))).isEmpty();
        assertThat(rules(Change.handler("a".repeat(121) + ".handler"))).hasSize(1);
    }

    @Test
    void a_new_runtime_asks_about_the_handler_that_stays() {
        var goExecutable = FunctionConfig.initial(RuntimeName.GO_1_X);
        var present = Change.handler("main").applyTo(goExecutable);

        var found = ConfigRules.violations(present, Change.runtime(RuntimeName.NODE_20_15), ConfigLimits.DOCUMENTED);

        assertThat(found)
                .singleElement()
                .satisfies(one -> assertThat(one.field()).isEqualTo(ConfigField.HANDLER));
    }

    @Test
    void a_bare_language_name_means_the_present_runtime_of_that_language() {
        var family = new ConfigChange.RuntimeChoice.OfFamily(RuntimeName.Family.PYTHON);

        assertThat(family.resolve(RuntimeName.PYTHON_3_9)).isEqualTo(RuntimeName.PYTHON_3_9);
        assertThat(family.resolve(RuntimeName.NODE_20_15)).isNull();
        assertThat(rules(Change.family(RuntimeName.Family.NODE)))
                .singleElement()
                .satisfies(found -> assertThat(found.rule()).isEqualTo(Violation.Rule.RUNTIME));
    }

    @Test
    void all_violations_are_found_at_once_in_the_order_of_the_page() {
        var change = Change.of(
                ConfigChange.HookChange.NOTHING, "x".repeat(513), "nodot", 100, 1, Map.of("RUNTIME_CPU", "1"));

        assertThat(rules(change))
                .extracting(found -> found.field().wireName())
                .containsExactly("description", "handler", "memory_size", "timeout", "user_data");
    }

    @Test
    void user_data_names_begin_with_a_letter_and_leave_the_platforms_own_alone() {
        assertThat(rules(Change.userData(Map.of("a", "1", "B_2", "")))).isEmpty();
        assertThat(rules(Change.userData(Map.of("1a", "")))).hasSize(1);
        assertThat(rules(Change.userData(Map.of("a-b", "")))).hasSize(1);
        assertThat(rules(Change.userData(Map.of("", "")))).hasSize(1);
        assertThat(rules(Change.userData(Map.of("RUNTIME_CODE_ROOT", "")))).hasSize(1);
    }

    @Test
    void no_message_about_user_data_shows_a_value() {
        assertThat(rules(Change.userData(Map.of("1a", "s3cret", "b", "s3cret\0"))))
                .hasSize(2)
                .allSatisfy(found -> assertThat(found.message()).doesNotContain("s3cret"));
    }

    @Test
    void too_many_entries_are_one_violation_however_many_they_are() {
        var entries = IntStream.range(0, 10_000).boxed().collect(Collectors.toMap(i -> "1-" + i, i -> ""));

        assertThat(rules(Change.userData(entries)))
                .extracting(Violation::rule)
                .containsExactlyInAnyOrder(Violation.Rule.USER_DATA_COUNT, Violation.Rule.USER_DATA_SIZE);
    }

    @Test
    void too_many_mounts_are_one_violation_however_many_they_are() {
        var mount = new MountConfig.Mount("", "", "", "");

        assertThat(rules(Change.mounts(new MountConfig(-1, -1, Collections.nCopies(10_000, mount)))))
                .singleElement()
                .satisfies(found -> assertThat(found.rule()).isEqualTo(Violation.Rule.MOUNT_COUNT));
    }

    @Test
    void no_text_of_the_metadata_may_be_endless() {
        var endless = "x".repeat(5000);
        var image = new CustomImage(true, "i", "", endless, "", "", "", false);
        var stream = new ConfigChange.LogChange.LogStream("", endless, "", "");
        var mount = new MountConfig.Mount("sfs", endless, "", "/mnt");
        var vpcs = List.of(new NetworkController.AccessVpc("v", endless));

        assertThat(List.of(
                        Change.vpc(new FuncVpc(endless, "s")),
                        Change.vpc(new FuncVpc("v", endless)),
                        Change.mounts(new MountConfig(-1, -1, List.of(mount))),
                        Change.image(image),
                        Change.log(stream, null),
                        Change.log(null, Map.of("tag", endless)),
                        Change.log(null, Map.of(endless, "value")),
                        Change.network(new NetworkController(false, vpcs)),
                        Change.network(new NetworkController(
                                false, Collections.nCopies(101, new NetworkController.AccessVpc("v", "n"))))))
                .allSatisfy(change -> assertThat(rules(change)).hasSize(1));
    }

    @Test
    void what_a_message_shows_never_ends_in_half_a_character() {
        assertThat(Excerpt.of("ab😀", 4)).isEqualTo("ab😀");
        assertThat(Excerpt.of("ab😀c", 4)).isEqualTo("ab😀…");
        assertThat(Excerpt.of("ab😀c", 3)).isEqualTo("ab…");
    }

    @Test
    void an_initializer_needs_its_timeout() {
        assertThat(rules(Change.initializer("index.init", 1))).isEmpty();
        assertThat(rules(Change.initializer("index.init", 300))).isEmpty();
        assertThat(rules(Change.initializer("index.init", null)))
                .singleElement()
                .satisfies(found -> assertThat(found.rule()).isEqualTo(Violation.Rule.INITIALIZER_TIMEOUT));
        assertThat(rules(Change.initializer("index.init", 0))).hasSize(1);
        assertThat(rules(Change.initializer("index.init", 301))).hasSize(1);
        assertThat(rules(Change.initializer("", 0))).isEmpty();
        assertThat(rules(Change.initializer("noDot", 3)))
                .singleElement()
                .satisfies(found -> assertThat(found.rule()).isEqualTo(Violation.Rule.INITIALIZER));
    }

    @Test
    void an_empty_initializer_clears_the_pair() {
        var with = Change.initializer("index.init", 5).applyTo(PRESENT);

        assertThat(Change.initializer("", null).applyTo(with).initializer()).isEqualTo(Hook.NONE);
    }

    @Test
    void what_is_absent_is_kept_and_what_is_empty_is_cleared() {
        var before = Change.of(ConfigChange.HookChange.NOTHING, "text", "index.handler", 512, 30, Map.of("a", "1"))
                .applyTo(PRESENT);

        assertThat(ConfigChange.NOTHING.applyTo(before)).isEqualTo(before);
        assertThat(Change.description("").applyTo(before).description()).isEmpty();
    }

    @Test
    void concurrent_num_alone_leaves_a_function_enabled() {
        assertThat(new ConfigChange.StrategyChange(null, 10).applyTo(Strategy.DEFAULT))
                .isEqualTo(new Strategy(Strategy.UNLIMITED, 10));
    }

    @Test
    void the_cpu_share_follows_the_pages_formula() {
        assertThat(List.of(128, 256, 512, 768, 1024, 4096).stream()
                        .map(memory -> Change.memory(memory).applyTo(PRESENT).cpuMillicores()))
                .containsExactly(300, 400, 600, 800, 1000, 3400);
    }

    private static List<Violation> rules(ConfigChange change) {
        var present = Change.handler("index.handler").applyTo(PRESENT);
        return ConfigRules.violations(present, change, ConfigLimits.DOCUMENTED);
    }
}
