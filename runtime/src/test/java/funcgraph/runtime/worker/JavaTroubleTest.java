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
import tools.jackson.databind.node.ObjectNode;

@ParameterizedClass
@MethodSource("machines")
class JavaTroubleTest {

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

    private JavaChild child() {
        return JavaChild.start(machine, functions, 256, Optional.empty());
    }

    private JavaChild handler(String method) {
        return child().ready("demo.Trouble." + method);
    }

    private ObjectNode refused(String handler) {
        try (var child = child()) {
            return JavaChild.error(child.specialise(child.init(handler)));
        }
    }

    @Test
    void thrown_exceptions_are_told_with_their_stack_and_causes() {
        try (var child = handler("raise")) {
            ObjectNode error = child.error("\"cause\"");
            assertThat(error.path("code").asInt()).isEqualTo(4002);
            assertThat(error.has("leaving")).isFalse();
            assertThat(error.path("errorMessage").asString()).isEqualTo("function invocation exception, error: outer");
            assertThat(error.path("errorType").asString()).isEqualTo("java.lang.Exception");
            assertThat(error.path("stackTrace"))
                    .extracting(line -> line.asString().replaceFirst("\\d+\\)", "N)"))
                    .containsExactly(
                            "demo.Trouble.raise(Trouble.java:N)",
                            "Caused by: java.lang.IllegalArgumentException: inner \ud800",
                            "demo.Trouble.raise(Trouble.java:N)");
            assertThat(child.error("\"silent\"").path("errorMessage").asString())
                    .endsWith("error: java.lang.NullPointerException");
            assertThat(child.error("\"broken\"").path("errorMessage").asString())
                    .endsWith("error: <message cannot be shown>");
            assertThat(child.error("\"deep\"").path("errorType").asString()).isEqualTo("java.lang.StackOverflowError");
            assertThat(child.error("\"deep\"").path("stackTrace")).hasSize(64);
        }
    }

    @Test
    void what_a_call_leaves_on_its_thread_is_gone_for_the_next() {
        try (var child = handler("raise")) {
            assertThat(child.answer("\"interrupt\"")).isEqualTo("\"interrupted\"");
            assertThat(child.answer("\"loader\"")).isEqualTo("\"set\"");
            for (int i = 0; i < 4; i++) {
                assertThat(child.answer("{}")).isEqualTo("\"false true\"");
            }
        }
    }

    @Test
    void results_that_cannot_be_sent_are_refused_by_name() {
        try (var child = handler("result")) {
            assertThat(child.answer("\"text\"")).isEqualTo("[\"<b>&'\\u2028\",null,\"\\ud800 lone\",\"\ud83d\ude00\"]");
            assertThat(child.error("\"nan\"").path("code").asInt()).isEqualTo(4007);
            assertThat(child.error("\"cycle\"").path("code").asInt()).isEqualTo(4007);
            assertThat(child.error("\"class\"").path("errorMessage").asString())
                    .startsWith("the result cannot be written as JSON: ");
            ObjectNode large = child.error("\"large\"");
            assertThat(large.path("code").asInt()).isEqualTo(4004);
            assertThat(large.path("errorMessage").asString())
                    .isEqualTo("response body size 6291457 exceeds the limit of 6291456");
            assertThat(child.answer("\"fits\"")).hasSize(6291456);
        }
    }

    @Test
    void events_of_six_megabytes_come_whole_and_what_is_no_text_is_refused() {
        try (var child = handler("length")) {
            assertThat(child.answer("\"" + "\u20ac".repeat(2097150) + "\"")).isEqualTo("2097152");
            assertThat(child.answer("\"\ufffd\"")).isEqualTo("3");
            var answer = child.call(JavaChild.object("{}"), new byte[] {'"', (byte) 0xff, (byte) 0xfe, '"'});
            assertThat(JavaChild.error(answer).path("errorMessage").asString())
                    .startsWith("the event is not JSON text in UTF-8");
            assertThat(child.answer("1")).isEqualTo("1");
        }
    }

    @Test
    void exit_in_a_handler_answers_every_open_call_before_it_ends() {
        try (var child = child()) {
            child.ready(child.init("demo.Trouble.exit").put("concurrency", 2));
            int waiting = child.begin(JavaChild.object("{}"), JavaChild.bytes("\"wait\""));
            int leaving = child.begin(JavaChild.object("{}"), JavaChild.bytes("123"));
            var answers = List.of(child.next(), child.next());
            assertThat(answers).extracting(frame -> frame.callId()).containsExactlyInAnyOrder(waiting, leaving);
            assertThat(answers).map(JavaChild::error).allSatisfy(error -> {
                assertThat(error.path("leaving").asBoolean()).isTrue();
                assertThat(error.path("code").asInt()).isEqualTo(4002);
                assertThat(error.path("errorType").asString()).isEqualTo("SystemExit");
            });
            assertThat(child.status()).isEqualTo(3);
            assertThat(child.output()).isEqualTo("going");
        }
    }

    @Test
    void halt_ends_the_process_without_a_word() {
        try (var child = handler("halt")) {
            child.begin(JavaChild.object("{}"), JavaChild.bytes("{}"));
            assertThat(child.status()).isEqualTo(7);
        }
    }

    @Test
    void heap_that_is_eaten_is_told_as_memory_exceeded() {
        try (var child = handler("eat")) {
            ObjectNode error = child.error("{}");
            assertThat(error.path("code").asInt()).isEqualTo(4205);
            assertThat(error.path("errorMessage").asString()).isEqualTo("runtime memory limit exceeded");
            assertThat(error.path("leaving").asBoolean()).isTrue();
            assertThat(child.status()).isEqualTo(1);
        }
    }

    @Test
    void handlers_that_are_not_there_are_named() {
        for (String handler :
                List.of("demo.Nowhere.handle", "demo.Trouble.nowhere", "handle", "demo.Trouble.stopped")) {
            ObjectNode error = refused(handler);
            assertThat(error.path("code").asInt()).as(error.toString()).isEqualTo(4001);
            assertThat(error.path("errorMessage").asString()).startsWith("cannot find handler '" + handler + "': ");
        }
    }

    @Test
    void code_that_fails_while_it_loads_says_how() {
        ObjectNode never = refused("demo.Trouble$Never.handle");
        assertThat(never.path("code").asInt()).isEqualTo(4009);
        assertThat(never.path("errorMessage").asString())
                .isEqualTo("cannot load handler 'demo.Trouble$Never.handle': never made");
        assertThat(refused("demo.Trouble$Late.handle").path("errorMessage").asString())
                .endsWith("not initialised");
        ObjectNode leaving = refused("demo.Trouble$Leaving.handle");
        assertThat(leaving.path("code").asInt()).isEqualTo(4009);
        assertThat(leaving.path("errorType").asString()).isEqualTo("SystemExit");
    }

    @Test
    void initializers_that_fail_or_exit_are_told() {
        for (String method : List.of("failing", "exiting")) {
            try (var child = child()) {
                child.specialise(child.init("demo.Trouble.length").put("initializer", "demo.Trouble." + method));
                ObjectNode error = JavaChild.error(child.next());
                assertThat(error.path("code").asInt()).isEqualTo(4201);
                assertThat(error.path("errorMessage").asString()).startsWith("function initialization exception: ");
            }
        }
    }
}
