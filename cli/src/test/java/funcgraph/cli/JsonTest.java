package funcgraph.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Jackson's own mapper is the measure. */
class JsonTest {

    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final JsonMapper INDENTING =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "null",
                "\"text\"",
                "{\"a\":{\"b\":[1,-2,3000000000,123456789012345678901234567890,0.5,1e300,true,false,null,\"\",{}]}}",
                "{\"中文\":\"\\u4e2d \\\"quoted\\\" \\n \\u0001 é 😀\",\"twice\":1,\"twice\":2}",
                " [ 1 , [ ] , { \"k\" : [ { } ] } ] ",
                "[0,-0,-0.0,1E5,1e-7,2147483647,2147483648,-2147483648,-2147483649,9223372036854775807,9223372036854775808]",
                "[-9223372036854775808,-9223372036854775809,999999999999999999,0.1e+2]",
                "\"\\b\\f\\n\\r\\t\\/\\\\\\ud83d\\ude00\u007f\"",
                "{\"\":\"\",\"\\u006b\":\"a\\\"\"}"
            })
    void what_is_read_and_written_is_what_a_mapper_reads_and_writes(String text) {
        var expected = MAPPER.readTree(text);
        assertThat(Json.read(text)).isEqualTo(expected);
        assertThat(Json.read(text.getBytes(UTF_8))).isEqualTo(expected);
        assertThat(Json.line(expected)).isEqualTo(MAPPER.writeValueAsString(expected));
        assertThat(Json.bytes(expected)).isEqualTo(MAPPER.writeValueAsBytes(expected));
        assertThat(Json.indented(expected)).isEqualTo(INDENTING.writeValueAsString(expected));
    }

    @Test
    void bytes_go_out_in_base64() {
        var node = Json.object().put("file", "code".getBytes(UTF_8));
        assertThat(Json.line(node)).isEqualTo("{\"file\":\"Y29kZQ==\"}");
    }

    @Test
    void nothing_is_missing() {
        assertThat(Json.read("").isMissingNode()).isTrue();
        assertThat(Json.read(new byte[0]).isMissingNode()).isTrue();
    }

    @Test
    void depth_is_bounded_rather_than_the_stack() {
        assertThat(Json.read("[".repeat(500) + "]".repeat(500)).isArray()).isTrue();
        assertThatThrownBy(() -> Json.read("[".repeat(100_000))).isInstanceOf(JacksonException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[1",
                "[1,]",
                "{\"a\"}",
                "{\"a\":}",
                "nul",
                "1 2",
                "{} x",
                "<html>",
                "{a:1}",
                "{'a':1}",
                "[,1]",
                "]",
                "}",
                "01",
                "-",
                "+1",
                "1.",
                ".5",
                "1e",
                "1e+",
                "NaN",
                "\"open",
                "\"\\x\"",
                "\"\\u12g4\"",
                "\"\\u12\"",
                "\"\\u+123\"",
                "\"a\nb\"",
                "[1 2]",
                "{\"a\":1 \"b\":2}",
                "{\"a\":1,}",
                "true1",
                "\"\\",
                "\u00a0 1",
                "[\"a\""
            })
    void what_is_not_json_is_told(String text) {
        assertThatThrownBy(() -> MAPPER.readTree(text)).isInstanceOf(JacksonException.class);
        assertThatThrownBy(() -> Json.read(text)).isInstanceOf(JacksonException.class);
        assertThatThrownBy(() -> Json.read(text.getBytes(UTF_8))).isInstanceOf(JacksonException.class);
    }
}
