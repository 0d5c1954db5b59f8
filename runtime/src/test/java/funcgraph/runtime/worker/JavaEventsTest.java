package funcgraph.runtime.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass
@MethodSource("machines")
class JavaEventsTest {

    @TempDir
    private static Path directory;

    private static JavaFunctions functions;

    @Parameter
    private JavaMachine machine;

    static List<JavaMachine> machines() {
        return JavaMachine.all();
    }

    @BeforeAll
    static void build() throws IOException {
        functions = JavaFunctions.build(directory);
    }

    private JavaChild handler(String method) {
        return JavaChild.start(machine, functions, 256, Optional.empty()).ready("demo.Events." + method);
    }

    @Test
    void text_is_the_event_as_it_came() {
        try (var child = handler("text")) {
            assertThat(child.answer("{\"a\": \"\u20ac\ud83d\ude00\"}"))
                    .isEqualTo("\"{\\\"a\\\": \\\"\u20ac\ud83d\ude00\\\"}\"");
            assertThat(child.answer("")).isEqualTo("\"{}\"");
        }
    }

    @Test
    void tree_keeps_nulls_and_markup() {
        try (var child = handler("tree")) {
            assertThat(child.answer("{\"a\":[1,2.50,null,true],\"b\":\"<i>&'=\"}"))
                    .isEqualTo("{\"a\":[1,2.50,null,true],\"b\":\"<i>&'=\"}");
            assertThat(child.error("[1]").path("code").asInt()).isEqualTo(4002);
            assertThat(child.error("{broken").path("errorMessage").asString())
                    .startsWith("the event cannot be read as");
        }
    }

    @Test
    void map_keeps_whole_numbers_whole() {
        try (var child = handler("map")) {
            assertThat(child.answer("{\"a\":1,\"b\":2.5,\"c\":{\"d\":null}}"))
                    .isEqualTo("{\"a\":1,\"b\":2.5,\"c\":{\"d\":null}}");
        }
    }

    @Test
    void object_is_whatever_the_event_is() {
        try (var child = handler("object")) {
            assertThat(child.answer("[\"x\",1]")).isEqualTo("[\"x\",1]");
            assertThat(child.answer("null")).isEmpty();
        }
    }

    @Test
    void beans_and_lists_of_them_are_filled() {
        try (var child = handler("person")) {
            assertThat(child.answer("{\"name\":\"Ann\",\"age\":41,\"more\":1}"))
                    .isEqualTo("{\"name\":\"Ann\",\"age\":42,\"nickname\":null}");
        }
        try (var child = handler("people")) {
            assertThat(child.answer("[{\"name\":\"Ann\"},{\"name\":\"Bob\"}]")).isEqualTo("\"Bob\"");
        }
    }

    @Test
    void handlers_may_take_the_event_alone_answer_nothing_or_be_static() {
        try (var child = handler("number")) {
            assertThat(child.answer("41")).isEqualTo("42");
        }
        try (var child = handler("nothing")) {
            assertThat(child.answer("{}")).isEmpty();
        }
        try (var child = handler("standing")) {
            assertThat(child.answer("1")).isEqualTo("\"static 1\"");
        }
    }

    @Test
    void typed_handlers_get_what_their_type_says() {
        try (var child = handler("handleRequest")) {
            assertThat(child.answer("{\"a\":1}")).isEqualTo("\"typed {\\\"a\\\":1}\"");
        }
    }

    @Test
    void gateway_requests_come_as_events_and_answers_go_as_responses() {
        try (var child = handler("apig")) {
            assertThat(child.answer("""
                    {"body":"aGnigqw=","isBase64Encoded":true,"requestContext":{"apiId":"a","sourceIp":"1.2.3.4"},
                     "queryStringParameters":{"q":["x","y"]},"httpMethod":"GET","pathParameters":{},"headers":{"a":"b"},
                     "path":"/p","user_data":"mine"}
                    """))
                    .isEqualTo("{\"statusCode\":200,\"headers\":{\"Content-Type\":\"text/html\"},"
                            + "\"body\":\"GET /p mine <hi\u20ac> from 1.2.3.4 [x, y]\",\"isBase64Encoded\":false}");
        }
    }

    @Test
    void events_of_triggers_have_their_fields() {
        try (var child = handler("dis")) {
            assertThat(child.answer("{\"StreamName\":\"s\",\"Message\":{\"records\":[{\"data\":\"aGk=\"}]}}"))
                    .isEqualTo("\"s hi\"");
        }
        try (var child = handler("smn")) {
            assertThat(child.answer("{\"record\":[{\"smn\":{\"topic_urn\":\"urn\",\"message\":\"m\"}}]}"))
                    .startsWith("\"urn SMNTriggerEvent(record=[SMNRecord(")
                    .contains("message=m");
        }
        try (var child = handler("timer")) {
            assertThat(child.answer("{\"time\":\"2023-06-01T08:30:00+08:00\",\"user_event\":\"u\"}"))
                    .isEqualTo("\"2023-06-01T00:30:00Z u\"");
        }
    }
}
