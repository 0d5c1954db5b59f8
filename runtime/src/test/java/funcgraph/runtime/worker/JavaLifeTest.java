package funcgraph.runtime.worker;

import static org.assertj.core.api.Assertions.assertThat;

import funcgraph.runtime.wire.Frame;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass
@MethodSource("machines")
class JavaLifeTest {

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
    void as_many_calls_run_at_once_as_the_function_allows() {
        try (var child = child()) {
            child.ready(child.init("demo.Trouble.meet").put("concurrency", 3));
            for (String id : List.of("a", "b", "c")) {
                child.begin(JavaChild.object("{\"requestId\":\"" + id + "\"}"), JavaChild.bytes("{}"));
            }
            var answers = Stream.generate(child::next).limit(3).toList();
            assertThat(answers)
                    .extracting(Frame::callId, frame -> JavaChild.text(frame.payload()))
                    .containsExactlyInAnyOrder(
                            org.assertj.core.groups.Tuple.tuple(1, "\"true a\""),
                            org.assertj.core.groups.Tuple.tuple(2, "\"true b\""),
                            org.assertj.core.groups.Tuple.tuple(3, "\"true c\""));
        }
    }

    @Test
    void stop_runs_the_pre_stop_handler_and_ends_well() {
        try (var child = child()) {
            child.ready(child.init("demo.Trouble.length")
                    .put("preStop", "demo.Trouble.stopped")
                    .put("preStopTimeoutSeconds", 10));
            assertThat(child.answer("1")).isEqualTo("1");
            child.stop();
            assertThat(child.status()).isZero();
            assertThat(child.output()).isEqualTo("good-bye of demo\n");
        }
    }

    @Test
    void stop_without_a_handler_or_with_a_failing_one_ends_well() {
        for (String handler : List.of("", "demo.Trouble.failing")) {
            try (var child = child()) {
                child.ready(child.init("demo.Trouble.length").put("preStop", handler));
                child.stop();
                assertThat(child.status()).isZero();
                assertThat(child.output())
                        .isEqualTo(
                                handler.isEmpty()
                                        ? ""
                                        : "the pre-stop handler failed: java.lang.IllegalStateException: cannot prepare\n");
            }
        }
    }

    @Test
    void worker_whose_heart_stops_ends() {
        try (var child = child()) {
            child.ready(child.init("demo.Trouble.exit").put("heartbeat", "demo.Trouble.heartbeat"));
            var error = child.error("\"wait\"");
            assertThat(error.path("errorType").asString()).isEqualTo("HeartbeatStopped");
            assertThat(error.path("leaving").asBoolean()).isTrue();
            assertThat(child.status()).isEqualTo(1);
        }
    }

    @Test
    void worker_leaves_when_the_server_does() {
        try (var child = child().ready("demo.Trouble.exit")) {
            child.begin(JavaChild.object("{}"), JavaChild.bytes("\"wait\""));
            child.hangUp();
            assertThat(child.status()).isZero();
        }
    }
}
