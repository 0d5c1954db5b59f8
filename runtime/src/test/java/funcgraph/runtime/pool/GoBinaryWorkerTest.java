package funcgraph.runtime.pool;

import static org.assertj.core.api.Assertions.assertThat;

import funcgraph.domain.InvokeOutcome.HandlerFailed;
import funcgraph.domain.InvokeOutcome.TimedOut;
import funcgraph.domain.InvokeOutcome.WorkerDied;
import funcgraph.domain.RuntimeName;
import funcgraph.runtime.build.Toolchains;
import funcgraph.runtime.worker.WorkerSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Go1.x: a binary of the official library's shape serves net/rpc. */
class GoBinaryWorkerTest {

    private static final String SOURCE = """
            package main

            import (
            	"errors"
            	"fmt"
            	"os"
            	"time"

            	"huaweicloud.com/go-runtime/go-api/context"
            	"huaweicloud.com/go-runtime/pkg/runtime"
            )

            var served = 0
            var meeting = make(chan bool)

            func handle(payload []byte, ctx context.RuntimeContext) (interface{}, error) {
            	served++
            	switch string(payload) {
            	case `"raise"`:
            		return nil, errors.New("no")
            	case `"panic"`:
            		panic("help")
            	case `"exit"`:
            		os.Exit(3)
            	case `"sleep"`:
            		time.Sleep(time.Minute)
            	case `"meet"`:
            		select {
            		case meeting <- true:
            		case <-meeting:
            		}
            		return payload, nil
            	case `"large"`:
            		return make([]byte, 6291457), nil
            	}
            	ctx.GetLogger().Logf("served")
            	return fmt.Sprintf("%s %d %s %s", payload, served, ctx.GetUserData("colour"), ctx.GetFunctionName()), nil
            }

            func main() {
            	if os.Getenv("fail") != "" {
            		fmt.Println("what a pity")
            		os.Exit(7)
            	}
            	runtime.Register(handle)
            }
            """;

    @TempDir
    static Path directory;

    private static Path binary;

    @BeforeAll
    static void compile() throws IOException, InterruptedException {
        binary = Toolchains.compile(SOURCE, directory);
    }

    private static WorkerSpec go(Workshop shop, String name, Map<String, String> userData) throws IOException {
        var spec = shop.spec(name, 1, RuntimeName.GO_1_X, "readme", "");
        Files.copy(binary, spec.codeDirectory().resolve("handler"));
        Place.executable(spec.codeDirectory().resolve("handler"));
        return new WorkerSpec(
                spec.function(),
                spec.version(),
                spec.revision(),
                spec.runtime(),
                spec.codeDirectory(),
                "handler",
                Optional.empty(),
                3,
                256,
                600,
                userData,
                Map.of());
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void a_binary_is_called_again_and_again(Place place) throws Exception {
        try (Workshop shop = place.open()) {
            var spec = go(shop, "shop", Map.of("colour", "red"));
            assertThat(shop.answer(spec, "1")).isEqualTo("1 1 red shop");
            var second = shop.invoke(spec, "2");
            assertThat(Workshop.text(second)).isEqualTo("2 2 red shop");
            assertThat(Workshop.log(second)).matches("(?s).*Z request-\\d+ served\\n");
            assertThat(shop.answer(spec, "")).isEqualTo("{} 3 red shop");
            String event = "\"" + "x".repeat(6_000_000) + "\"";
            assertThat(shop.answer(spec, event)).hasSize(event.length() + " 4 red shop".length());
        }
    }

    @Test
    void failures_are_told_apart() throws Exception {
        try (Workshop shop = Place.SANDBOX.open()) {
            var spec = go(shop, "fails", Map.of());
            HandlerFailed raised = shop.failure(spec, "\"raise\"");
            assertThat(raised.errorCode()).isEqualTo(4002);
            assertThat(Workshop.error(raised))
                    .isEqualTo("{\"errorMessage\":\"no\",\"errorType\":\"FunctionReturnError\",\"stackTrace\":[]}");
            assertThat(Workshop.error(shop.failure(spec, "\"panic\"")))
                    .contains("help")
                    .contains("handle");
            assertThat(shop.failure(spec, "\"large\"").errorCode()).isEqualTo(4004);
            assertThat(shop.answer(spec, "1")).startsWith("1 4 ");
            assertThat(shop.invoke(spec, "\"exit\"")).isInstanceOf(WorkerDied.class);
            assertThat(shop.invoke(spec, "\"sleep\"")).isInstanceOf(TimedOut.class);
            assertThat(shop.answer(spec, "1")).startsWith("1 1 ");
        }
    }

    @Test
    void two_calls_run_at_a_time() throws Exception {
        try (Workshop shop = Place.SANDBOX.open()) {
            var spec = go(shop, "meet", Map.of()).withStaff(2, 1);
            var one = shop.start(spec, "\"meet\"");
            var other = shop.start(spec, "\"meet\"");
            assertThat(Workshop.text(Workshop.await(one))).isEqualTo("\"meet\"");
            assertThat(Workshop.text(Workshop.await(other))).isEqualTo("\"meet\"");
        }
    }

    @Test
    void a_binary_that_cannot_be_started_says_why() throws Exception {
        try (Workshop shop = Place.SANDBOX.open()) {
            HandlerFailed failed = shop.failure(go(shop, "broken", Map.of("fail", "yes")), "{}");
            assertThat(failed.errorCode()).isEqualTo(4009);
            assertThat(Workshop.error(failed)).contains("exited with status 7").contains("what a pity");
            var missing = shop.spec("missing", 1, RuntimeName.GO_1_X, "other", "");
            assertThat(Workshop.error(shop.failure(missing, "{}"))).contains("there is no file index.handler");
        }
    }
}
