package funcgraph.http.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import funcgraph.contract.UpdateConfigRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"memory_size\":\"128\"}|memory_size|integer",
                "{\"memory_size\":128.5}|memory_size|integer",
                "{\"memory_size\":true}|memory_size|integer",
                "{\"timeout\":99999999999}|timeout|2147483647",
                "{\"timeout\":1e400}|timeout|2147483647",
                "{\"handler\":5}|handler|string",
                "{\"handler\":false}|handler|string",
                "{\"handler\":{}}|handler|string",
                "{\"user_data\":{\"a\":\"b\"}}|user_data|string",
                "{\"func_vpc\":\"x\"}|func_vpc|object",
                "{\"func_vpc\":\"\"}|func_vpc|object",
                "{\"func_vpc\":[]}|func_vpc|object",
                "{\"func_vpc\":{\"vpc_id\":1}}|func_vpc.vpc_id|string",
                "{\"strategy_config\":{\"concurrency\":\"-1\"}}|strategy_config.concurrency|integer",
                "{\"enable_lts_log\":\"true\"}|enable_lts_log|true or false",
                "{\"mount_config\":{\"func_mounts\":{}}}|mount_config.func_mounts|array",
                "{\"lts_custom_tag\":{\"a\":1}}|lts_custom_tag.a|string"
            })
    void a_wrong_type_is_refused_with_the_field_and_what_is_allowed(String body, String field, String allowed) {
        assertThatThrownBy(() -> Json.bind(Json.object(utf8(body)), UpdateConfigRequest.class))
                .isInstanceOf(BadJson.class)
                .hasMessageContaining(field + " is ")
                .hasMessageContaining("allowed: ")
                .hasMessageContaining(allowed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "{",
                "[]",
                "null",
                "5",
                "\"x\"",
                "{\"a\":1}}",
                "{\"a\":1} x",
                "{\"a\":1,\"a\":2}",
                "{'a':1}",
                "{\"a\":NaN}",
                "{\"a\":\"\\u0000\"}",
                "{\"a\\u0000\":1}",
                "{\"a\":\"\\ud800\"}",
                "{\"a\":[\"\\udc00x\"]}",
                "{\"a\":11111111111111111111111111111111111111111111111111111111111111111}"
            })
    void whatever_is_not_one_clean_json_object_is_refused(String body) {
        assertThatThrownBy(() -> Json.object(utf8(body))).isInstanceOf(BadJson.class);
    }

    @Test
    void nesting_beyond_the_limit_is_refused_without_being_followed() {
        var deep = "{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";

        assertThatThrownBy(() -> Json.object(utf8(deep)))
                .isInstanceOf(BadJson.class)
                .hasMessageContaining("64");
    }

    @Test
    void long_names_around_many_values_cost_no_more_than_their_length() {
        var name = "{\"" + "n".repeat(40_000) + "\":";
        var body = name.repeat(60) + "[" + "0,".repeat(40_000) + "0]" + "}".repeat(60);

        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> Json.object(utf8(body)));
    }

    @Test
    void more_values_than_any_request_has_are_refused_before_they_become_a_tree() {
        assertThatThrownBy(() -> Json.object(utf8("{\"a\":[" + "[],".repeat(100_000) + "[]]}")))
                .isInstanceOf(BadJson.class)
                .hasMessageContaining("50000");
    }

    @Test
    void bad_text_is_named_with_the_way_to_it() {
        assertThatThrownBy(() -> Json.object(utf8("{\"a\":{\"b\":[{\"c\":\"x\"},{\"c\":\"\\u0000\"}]}}")))
                .isInstanceOf(BadJson.class)
                .hasMessageStartingWith("a.b[1].c holds a NUL character");
    }

    @Test
    void a_pair_at_the_end_of_what_is_shown_is_left_out_whole() {
        var body = "{\"memory_size\":\"" + "a".repeat(78) + "😀\"}";

        assertThatThrownBy(() -> Json.bind(Json.object(utf8(body)), UpdateConfigRequest.class))
                .isInstanceOf(BadJson.class)
                .hasMessageContaining("a".repeat(78) + "…;");
    }

    @Test
    void bytes_that_are_no_utf_8_are_refused() {
        assertThatThrownBy(() -> Json.object(new byte[] {'{', '"', 'a', '"', ':', '"', (byte) 0xff, '"', '}'}))
                .isInstanceOf(BadJson.class);
    }

    @Test
    void other_encodings_and_byte_order_marks_are_refused() {
        for (var charset : new java.nio.charset.Charset[] {
            StandardCharsets.UTF_16, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE, StandardCharsets.UTF_32BE
        }) {
            assertThatThrownBy(() -> Json.object("{\"a\":1}".getBytes(charset)))
                    .isInstanceOf(BadJson.class)
                    .hasMessageContaining("UTF-8");
        }
        assertThatThrownBy(() -> Json.object(utf8("\ufeff{\"a\":1}"))).hasMessageContaining("byte order mark");
    }

    @Test
    void a_whole_surrogate_pair_is_a_character_like_any_other() {
        assertThat(Json.object(utf8("{\"a\":\"\\ud83d\\ude00\"}")).get("a").stringValue())
                .isEqualTo("😀");
    }

    @Test
    void null_reads_as_absent_and_unknown_fields_are_ignored() {
        var read = Json.bind(Json.object(utf8("{\"handler\":null,\"no_such\":1}")), UpdateConfigRequest.class);

        assertThat(read.handler()).isNull();
    }

    @Test
    void user_data_is_an_object_of_strings_in_its_own_order() {
        assertThat(Json.stringMap("{\"b\":\"1\",\"a\":\"2\"}"))
                .containsExactly(Map.entry("b", "1"), Map.entry("a", "2"));
        assertThat(Json.stringMap("{\"a\":1}")).isNull();
        assertThat(Json.stringMap("{\"a\":\"1\",\"a\":\"2\"}")).isNull();
        assertThat(Json.stringMap("[]")).isNull();
        assertThat(Json.stringMap("Host=1.2.3.4")).isNull();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
