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
class JavaToldTest {

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

    @Test
    void context_tells_the_metadata_the_call_and_the_keys() {
        try (var child = child()) {
            ObjectNode init = child.init("demo.Told.context").put("instanceId", "i-1");
            init.putObject("userData").put("colour", "gr\u00fcn");
            child.ready(init);
            var header = JavaChild.object("""
                    {"requestId":"r-7","alias":"live","traceId":"t-1","invokeType":"sync","invokeProperty":{"p":1},
                     "workflowId":"w","workflowRunId":"wr","workflowStateId":"ws",
                     "credentials":{"accessKey":"a","secretKey":"b","securityAccessKey":"c","securitySecretKey":"d",
                                    "securityToken":"e","token":"f"}}
                    """);
            var told = JavaChild.object(
                    JavaChild.text(child.call(header, JavaChild.bytes("{}")).payload()));
            assertThat(told.path("names").asString()).isEqualTo("demo latest default project i-1 live");
            assertThat(told.path("limits").asString()).isEqualTo("256 400 30");
            assertThat(told.path("left").asInt()).isBetween(20_000, 30_000);
            assertThat(told.path("ids").asString()).isEqualTo("r-7 t-1 r-7");
            assertThat(told.path("data").asString()).isEqualTo("gr\u00fcn null");
            assertThat(told.path("property").asString()).isEqualTo("{\"p\":1}");
            assertThat(told.path("workflow").asString()).isEqualTo("w wr ws");
            assertThat(told.path("keys").asString()).isEqualTo("a b c d e f");
            assertThat(told.path("state").asString()).isEqualTo("null");
            assertThat(told.path("json").asString()).isEqualTo("{\"logger\":{\"logLevel\":\"INFO\"}}");
            var later = JavaChild.object(child.answer("{}"));
            assertThat(later.path("state").asString()).isEqualTo("call 1");
            assertThat(later.path("names").asString()).isEqualTo("demo latest default project i-1 ");
        }
    }

    @Test
    void environment_is_there_for_java_and_for_child_processes() {
        try (var child = child()) {
            ObjectNode init = child.init("demo.Told.environment");
            init.putObject("environment")
                    .put("colour", "gr\u00fcn")
                    .put("RUNTIME_HANDLER", "demo.Told.environment")
                    .put("TZ", "Asia/Shanghai")
                    .put("odd=name", "left out");
            var told = JavaChild.object(child.ready(init).answer("{}"));
            assertThat(told.path("colour").asString()).isEqualTo("gr\u00fcn");
            assertThat(told.path("handler").asString()).isEqualTo("demo.Told.environment");
            assertThat(told.path("secrets")).isEmpty();
            assertThat(told.path("child").asString()).isEqualTo("gr\u00fcn");
            assertThat(told.path("touched").asString()).isEqualTo("gr\u00fcn too");
            assertThat(told.path("zone").asString()).isEqualTo("Asia/Shanghai");
            assertThat(told.path("charset").asString()).isEqualTo("UTF-8");
            assertThat(told.path("here").asString()).endsWith("/function");
        }
    }

    @Test
    void log_lines_have_time_request_and_level_and_printing_is_utf8() {
        try (var child = child().ready("demo.Told.log")) {
            child.answer("\"error\"");
            assertThat(child.output()
                            .lines()
                            .map(line -> line.replaceFirst("^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ ", "T ")))
                    .containsExactly(
                            "T r-0 INFO info \u20ac",
                            "T r-0 WARN warn",
                            "T r-0 ERROR error",
                            "T r-0 INFO always",
                            "plain \u00e4\ud83d\ude00",
                            "unfinished");
            child.answer("\"DEBUG\"");
            assertThat(child.output()).contains(" r-1 DEBUG debug too\n", " r-1 INFO info again\n");
        }
    }

    @Test
    void long_log_lines_are_split() {
        try (var child = child().ready("demo.Told.longLine")) {
            child.answer("{}");
            assertThat(child.output().lines()).hasSize(3).allMatch(line -> line.contains(" r-0 INFO xxx"));
        }
    }

    @Test
    void initializer_runs_once_on_the_handlers_instance() {
        try (var child = child()) {
            ObjectNode init = child.init("demo.Told.prepared")
                    .put("initializer", "demo.Told.prepare")
                    .put("initializerTimeoutSeconds", 20);
            assertThat(child.specialise(init).type()).isEqualTo(funcgraph.runtime.wire.FrameType.LOADED);
            assertThat(child.next().type()).isEqualTo(funcgraph.runtime.wire.FrameType.READY);
            assertThat(child.answer("{}")).isIn("\"demo within 19 1\"", "\"demo within 20 1\"");
            assertThat(child.answer("{}")).endsWith(" 2\"");
            assertThat(child.output()).isEqualTo("prepared\n");
        }
    }
}
