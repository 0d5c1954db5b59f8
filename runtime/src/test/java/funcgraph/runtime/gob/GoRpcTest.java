package funcgraph.runtime.gob;

import static org.assertj.core.api.Assertions.assertThat;

import funcgraph.runtime.build.Toolchains;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Against real Go programs: one with this project's Register, and one that is written against net/rpc by hand. */
class GoRpcTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String REGISTERED = """
            package main

            import (
            	"errors"
            	"fmt"
            	"strings"

            	"huaweicloud.com/go-runtime/go-api/context"
            	"huaweicloud.com/go-runtime/pkg/runtime"
            )

            var second = make(chan string)

            func handler(payload []byte, ctx context.RuntimeContext) (interface{}, error) {
            	switch string(payload) {
            	case "error":
            		return nil, errors.New("no such order")
            	case "panic":
            		panic("out of apples")
            	case "nil":
            		return nil, nil
            	case "largest":
            		return strings.Repeat("x", 6291456), nil
            	case "too large":
            		return strings.Repeat("x", 6291457), nil
            	case "context":
            		return fmt.Sprint(ctx.GetRequestID(), " ", ctx.GetFunctionName(), " ", ctx.GetUserData("colour"), " ", ctx.GetAlias(),
            			" ", ctx.GetSecurityToken(), " ", ctx.GetMemorySize(), " ", ctx.GetRunningTimeInSeconds()), nil
            	case "wait":
            		return <-second, nil
            	case "wake":
            		second <- "woken"
            	}
            	return payload, nil
            }

            func main() { runtime.Register(handler) }
            """;

    private static final String BY_HAND = """
            package main

            import (
            	"errors"
            	"fmt"
            	"net/http"
            	"net/rpc"
            	"os"
            	"sort"
            )

            type InvokeRequest struct {
            	Payload []byte
            	Header  http.Header
            }

            type InvokeResponse struct {
            	StatusCode int
            	Payload    []byte
            	More       map[string][]Extra
            	Counts     [2]float64
            }

            type Extra struct {
            	Name string
            	Deep *Extra
            	Good bool
            }

            type None struct{}

            type Function struct{}

            func (f *Function) Invoke(request *InvokeRequest, response *InvokeResponse) error {
            	if string(request.Payload) == "error" {
            		return errors.New("plain text")
            	}
            	names := make([]string, 0)
            	for name, values := range request.Header {
            		names = append(names, name+"="+values[0])
            	}
            	sort.Strings(names)
            	response.StatusCode = 299
            	response.Payload = []byte(fmt.Sprint(len(request.Payload), names, request.Payload == nil))
            	response.More = map[string][]Extra{"a": {{"b", &Extra{"c", nil, true}, false}, {}}}
            	response.Counts = [2]float64{1.5, -2}
            	return nil
            }

            func (f *Function) HealthCheck(request *None, response *None) error { return nil }

            func main() {
            	rpc.Register(&Function{})
            	rpc.HandleHTTP()
            	fmt.Println(http.ListenAndServe(os.Getenv("RUNTIME_API_ADDR"), nil))
            }
            """;

    @TempDir
    private static Path registeredHome;

    @TempDir
    private static Path byHandHome;

    private static Path registered;
    private static Path byHand;

    @BeforeAll
    static void compile() throws IOException, InterruptedException {
        registered = Toolchains.compile(REGISTERED, registeredHome);
        byHand = Toolchains.compile(BY_HAND, byHandHome);
    }

    private static Buffer event(String text) {
        return Buffer.buffer(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(RpcAnswer answer) {
        assertThat(answer.error()).isEmpty();
        return new String(answer.payload(), StandardCharsets.UTF_8);
    }

    @Test
    void calls_and_health_checks_are_answered_on_one_connection() throws IOException {
        try (var program = GoProgram.start(registered).shakeHands()) {
            program.send(program.writer.healthCheck(0));
            assertThat(program.next().failed()).isFalse();
            for (int sequence = 1; sequence < 100_000; sequence *= 7) {
                program.send(program.writer.invoke(sequence, event("{\"é\":" + sequence + "}"), Map.of()));
                var answer = program.next();
                assertThat(answer.sequence()).isEqualTo(sequence);
                assertThat(answer.status()).isEqualTo(200);
                assertThat(text(answer)).isEqualTo("{\"é\":" + sequence + "}");
            }
            program.send(program.writer.healthCheck(100_000));
            assertThat(program.next().sequence()).isEqualTo(100_000);
        }
    }

    @Test
    void what_belongs_to_the_call_arrives_in_the_context() throws IOException {
        try (var program = GoProgram.start(registered).shakeHands()) {
            var header = Map.of(
                    "X-Cff-Request-Id", "request-1",
                    "X-Cff-Security-Token", "token",
                    "X-Cff-Origin-Version-Tag", "!live");
            program.send(program.writer.invoke(1, event("context"), header));
            assertThat(text(program.next())).isEqualTo("request-1 shop red live token 256 30");
        }
    }

    @Test
    void errors_and_panics_are_json_in_the_error_text() throws IOException {
        try (var program = GoProgram.start(registered).shakeHands()) {
            program.send(program.writer.invoke(1, event("error"), Map.of()));
            var error = JSON.readTree(program.next().error());
            assertThat(error.path("errorType").asString()).isEqualTo("FunctionReturnError");
            assertThat(error.path("errorMessage").asString()).isEqualTo("no such order");
            program.send(program.writer.invoke(2, event("panic"), Map.of()));
            var panic = JSON.readTree(program.next().error());
            assertThat(panic.path("errorType").asString()).isEqualTo("panic");
            assertThat(panic.path("errorMessage").asString()).isEqualTo("out of apples");
            assertThat(panic.path("stackTrace").get(0).asString()).isEqualTo("handler()");
            program.send(program.writer.invoke(3, event("still here"), Map.of()));
            assertThat(text(program.next())).isEqualTo("still here");
        }
    }

    @Test
    void payloads_of_6_mb_go_both_ways_and_larger_results_are_refused() throws IOException {
        try (var program = GoProgram.start(registered).shakeHands()) {
            program.send(program.writer.invoke(1, event("x".repeat(6_291_456)), Map.of()));
            assertThat(program.next().payload()).hasSize(6_291_456);
            program.send(program.writer.invoke(2, event("largest"), Map.of()));
            assertThat(program.next().payload()).hasSize(6_291_456);
            program.send(program.writer.invoke(3, event("too large"), Map.of()));
            assertThat(JSON.readTree(program.next().error()).path("errorType").asString())
                    .isEqualTo("FunctionResponseTooLarge");
            program.send(program.writer.invoke(4, event("nil"), Map.of()));
            assertThat(program.next().payload()).isEmpty();
        }
    }

    @Test
    void calls_run_side_by_side_on_one_connection() throws IOException {
        try (var program = GoProgram.start(registered).shakeHands()) {
            program.send(program.writer.invoke(1, event("wait"), Map.of()));
            program.send(program.writer.invoke(2, event("wake"), Map.of()));
            long one = program.next().sequence();
            assertThat(List.of(one, program.next().sequence())).containsExactlyInAnyOrder(1L, 2L);
        }
    }

    @Test
    void a_server_written_by_hand_understands_and_is_understood() throws IOException {
        try (var program = GoProgram.start(byHand).shakeHands()) {
            program.send(program.writer.invoke(5, event("12345"), Map.of("X-Cff-Request-Id", "é", "B", "")));
            var answer = program.next();
            assertThat(answer.status()).isEqualTo(299);
            assertThat(text(answer)).isEqualTo("5 [B= X-Cff-Request-Id=é] false");
            program.send(program.writer.invoke(6, event(""), Map.of()));
            assertThat(text(program.next())).isEqualTo("0 [] true");
            program.send(program.writer.invoke(7, event("error"), Map.of()));
            assertThat(program.next()).satisfies(failed -> {
                assertThat(failed.error()).isEqualTo("plain text");
                assertThat(failed.sequence()).isEqualTo(7);
            });
            program.send(program.writer.healthCheck(-1));
            assertThat(program.next().sequence()).isEqualTo(-1);
        }
    }
}
