package funcgraph.runtime.build;

import static org.assertj.core.api.Assertions.assertThat;

import funcgraph.runtime.launch.LocalLauncher;
import funcgraph.runtime.wire.Frame;
import funcgraph.runtime.wire.FrameType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One plugin that does what its event says, in the real worker. */
class GoWorkerTest {

    private static final String SOURCE = """
            package main

            import (
            	"errors"
            	"fmt"
            	"os"
            	"strings"
            	"sync"

            	"huaweicloud.com/go-runtime/events"
            	"huaweicloud.com/go-runtime/go-api/context"
            )

            var (
            	initialised string
            	together    = make(chan bool)
            	once        sync.Once
            )

            func Init(ctx context.RuntimeContext) error {
            	initialised = "yes " + ctx.GetFunctionName()
            	return nil
            }

            func BadInit(ctx context.RuntimeContext) error { return errors.New("no database") }

            func PreStop(ctx context.RuntimeContext) { fmt.Println("good bye from " + ctx.GetFunctionName()) }

            func NoHandler() {}

            func Typed(payload []byte, ctx context.RuntimeContext) (string, error) { return "typed " + string(payload), nil }

            func deep(n int) int {
            	if n == 0 {
            		var none []int
            		return none[3]
            	}
            	return deep(n-1) + 1
            }

            func Handler(payload []byte, ctx context.RuntimeContext) (interface{}, error) {
            	switch string(payload) {
            	case "bytes":
            		return []byte{0, 255, 1}, nil
            	case "nil":
            		return nil, nil
            	case "json":
            		return map[string]interface{}{"a": []int{1, 2}, "html": "<é>"}, nil
            	case "unserialisable":
            		return func() {}, nil
            	case "error":
            		return "ignored", errors.New("no such order")
            	case "panic":
            		return deep(2), nil
            	case "large":
            		return strings.Repeat("x", 6291457), nil
            	case "largest":
            		return strings.Repeat("x", 6291456), nil
            	case "log":
            		ctx.GetLogger().Logf("%d apples", 3)
            		fmt.Println("plain")
            		return nil, nil
            	case "context":
            		_, secret := os.LookupEnv("FUNCGRAPH_SECRET")
            		directory, _ := os.Getwd()
            		return fmt.Sprint(ctx.GetRequestID(), " ", ctx.GetAlias(), " ", ctx.GetFunctionName(), " ", ctx.GetVersion(), " ",
            			ctx.GetMemorySize(), " ", ctx.GetCPUNumber(), " ", ctx.GetProjectID(), " ", ctx.GetPackage(), " ",
            			ctx.GetRunningTimeInSeconds(), " ", ctx.GetUserData("colour"), ctx.GetUserData("absent"), " ", os.Getenv("colour"),
            			" ", ctx.GetSecurityToken(), " ", ctx.GetRemainingTimeInMilliSeconds() > 20000, " ", secret, " ", directory != ""), nil
            	case "first":
            		return <-together, nil
            	case "second":
            		together <- true
            		return "second", nil
            	case "exit":
            		os.Exit(7)
            	case "initialised":
            		return initialised, nil
            	case "event":
            		return events.APIGTriggerResponse{StatusCode: 200, Body: "ok"}, nil
            	}
            	return payload, nil
            }
            """;

    private static LocalLauncher launcher;
    private static Path program;

    @TempDir
    private static Path home;

    @TempDir
    private Path directory;

    @BeforeAll
    static void build() throws IOException {
        launcher = new LocalLauncher();
        var build = Toolchains.build(launcher);
        try (var job = build.open()) {
            GoBuildTest.write(job, "main.go", SOURCE);
            if (!(build.build(job) instanceof Built.Plugin(Path file))) {
                throw new AssertionError("the fixture does not compile");
            }
            Files.createDirectories(code());
            Files.copy(file, code().resolve(GoBuild.PLUGIN));
            Files.copy(file, code().resolve("shop.so"));
        }
        program = build.worker().orElseThrow();
    }

    @AfterAll
    static void endChildren() {
        launcher.close();
    }

    private static Path code() {
        return home.resolve("code");
    }

    private PluginWorker ready(String handler) throws IOException {
        var worker = new PluginWorker(launcher, program, directory);
        assertThat(worker.initialise(PluginWorker.spec(code(), handler)).type()).isEqualTo(FrameType.READY);
        return worker;
    }

    private Frame refused(String handler) throws IOException {
        try (var worker = new PluginWorker(launcher, program, directory)) {
            var answer = worker.initialise(PluginWorker.spec(code(), handler));
            assertThat(answer.type()).isEqualTo(FrameType.INIT_FAILED);
            return answer;
        } finally {
            Files.deleteIfExists(directory.resolve("worker.sock"));
        }
    }

    @Test
    void results_are_bytes_and_strings_as_they_are_and_else_json() throws IOException {
        try (var worker = ready("main.Handler")) {
            assertThat(PluginWorker.text(worker.call("{\"é\":1}"))).isEqualTo("{\"é\":1}");
            assertThat(worker.call("bytes").payload()).containsExactly(0, 255, 1);
            assertThat(worker.call("nil").payload()).isEmpty();
            assertThat(PluginWorker.text(worker.call("json"))).isEqualTo("{\"a\":[1,2],\"html\":\"\\u003cé\\u003e\"}");
            assertThat(PluginWorker.text(worker.call("event")))
                    .isEqualTo("{\"body\":\"ok\",\"headers\":null,\"statusCode\":200,\"isBase64Encoded\":false}");
            assertThat(worker.call("largest").payload()).hasSize(6_291_456);
        }
    }

    @Test
    void the_context_tells_about_call_and_function() throws IOException {
        try (var worker = ready("main.Handler")) {
            assertThat(PluginWorker.text(worker.call("context")))
                    .isEqualTo("request-1 live shop latest 256 400 project default 30 red red token true false true");
        }
    }

    @Test
    void an_error_and_a_panic_end_the_call_and_not_the_worker() throws IOException {
        try (var worker = ready("main.Handler")) {
            var error = worker.call("error");
            assertThat(PluginWorker.code(error)).isEqualTo(4002);
            assertThat(PluginWorker.text(error))
                    .isEqualTo(
                            "{\"errorMessage\":\"no such order\",\"errorType\":\"FunctionReturnError\",\"stackTrace\":[]}");
            var panic = worker.call("panic");
            assertThat(PluginWorker.code(panic)).isEqualTo(4002);
            var body = PluginWorker.error(panic);
            assertThat(body.path("errorType").asString()).isEqualTo("panic");
            assertThat(body.path("errorMessage").asString()).contains("index out of range [3]");
            assertThat(body.path("stackTrace").get(0).asString()).isEqualTo("deep()");
            assertThat(body.path("stackTrace").get(1).asString()).isEqualTo("    main.go:36");
            assertThat(body.path("stackTrace").size()).isEqualTo(8);
            assertThat(PluginWorker.text(worker.call("still here"))).isEqualTo("still here");
        }
    }

    @Test
    void what_cannot_be_sent_is_an_error_of_its_own_code() throws IOException {
        try (var worker = ready("main.Handler")) {
            assertThat(PluginWorker.code(worker.call("unserialisable"))).isEqualTo(4007);
            var large = worker.call("large");
            assertThat(PluginWorker.code(large)).isEqualTo(4004);
            assertThat(PluginWorker.error(large).path("errorType").asString()).isEqualTo("FunctionResponseTooLarge");
        }
    }

    @Test
    void log_lines_carry_time_and_request() throws IOException {
        try (var worker = ready("main.Handler")) {
            worker.call("log");
            assertThat(worker.output())
                    .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z request-1 3 apples\\nplain\\n");
        }
    }

    @Test
    void calls_run_side_by_side() throws IOException {
        try (var worker = ready("main.Handler")) {
            worker.start(1, "{\"requestId\":\"a\"}", "first".getBytes(StandardCharsets.UTF_8));
            worker.start(2, "{\"requestId\":\"b\"}", "second".getBytes(StandardCharsets.UTF_8));
            int one = worker.next().callId();
            assertThat(List.of(one, worker.next().callId())).containsExactlyInAnyOrder(1, 2);
        }
    }

    @Test
    void an_initializer_runs_once_before_the_first_call_and_its_error_is_told() throws IOException {
        try (var worker = new PluginWorker(launcher, program, directory)) {
            var spec = PluginWorker.spec(code(), "main.Handler")
                    .put("initializer", "main.Init")
                    .put("initializerTimeoutSeconds", 3);
            assertThat(worker.initialise(spec).type()).isEqualTo(FrameType.READY);
            assertThat(PluginWorker.text(worker.call("initialised"))).isEqualTo("yes shop");
        }
        Files.delete(directory.resolve("worker.sock"));
        try (var worker = new PluginWorker(launcher, program, directory)) {
            var spec = PluginWorker.spec(code(), "main.Handler")
                    .put("initializer", "main.BadInit")
                    .put("initializerTimeoutSeconds", 3);
            var failed = worker.initialise(spec);
            assertThat(PluginWorker.code(failed)).isEqualTo(4201);
            assertThat(PluginWorker.error(failed).path("errorMessage").asString())
                    .isEqualTo("no database");
        }
    }

    @Test
    void stop_runs_the_pre_stop_handler_and_ends_the_worker_with_status_0() throws IOException {
        try (var worker = new PluginWorker(launcher, program, directory)) {
            var spec = PluginWorker.spec(code(), "main.Handler")
                    .put("preStop", "main.PreStop")
                    .put("preStopTimeoutSeconds", 3);
            assertThat(worker.initialise(spec).type()).isEqualTo(FrameType.READY);
            worker.stop();
            assertThat(worker.exit().status()).isZero();
            assertThat(worker.output()).isEqualTo("good bye from shop\n");
        }
    }

    @Test
    void a_handler_that_exits_takes_the_worker_with_it() throws IOException {
        try (var worker = ready("main.Handler")) {
            worker.start(1, "{}", "exit".getBytes(StandardCharsets.UTF_8));
            assertThat(worker.exit().status()).isEqualTo(7);
        }
    }

    @Test
    void a_plugin_named_by_the_handler_comes_before_the_one_built_here() throws IOException {
        try (var worker = ready("shop.Typed")) {
            assertThat(PluginWorker.text(worker.call("x"))).isEqualTo("typed x");
        }
    }

    @Test
    void handlers_that_are_not_there_or_are_none_are_refused() throws IOException {
        assertThat(PluginWorker.code(refused("main.Absent"))).isEqualTo(4001);
        assertThat(PluginWorker.code(refused("main"))).isEqualTo(4001);
        var wrong = refused("main.NoHandler");
        assertThat(PluginWorker.code(wrong)).isEqualTo(4001);
        assertThat(PluginWorker.error(wrong).path("errorMessage").asString())
                .contains("not func([]byte, context.RuntimeContext) (interface{}, error)");
    }

    @Test
    void what_another_toolchain_built_is_refused_before_it_is_opened() throws IOException {
        Files.writeString(code().resolve("text.so"), "no object at all");
        assertThat(PluginWorker.code(refused("text.Handler"))).isEqualTo(4009);
        Files.copy(Path.of("/usr/bin/env").toRealPath(), code().resolve("foreign.so"));
        assertThat(PluginWorker.error(refused("foreign.Handler"))
                        .path("errorMessage")
                        .asString())
                .startsWith("cannot load foreign.so: it is no Go plugin; upload the Go source");
        var bytes = Files.readAllBytes(code().resolve("shop.so"));
        Files.write(code().resolve("other.so"), RuntimeHash.forged(bytes));
        var other = refused("other.Handler");
        assertThat(PluginWorker.code(other)).isEqualTo(4009);
        assertThat(PluginWorker.error(other).path("errorMessage").asString())
                .contains("built with another Go toolchain than the platform's");
    }

    @AfterEach
    void removeSocket() throws IOException {
        Files.deleteIfExists(directory.resolve("worker.sock"));
    }
}
