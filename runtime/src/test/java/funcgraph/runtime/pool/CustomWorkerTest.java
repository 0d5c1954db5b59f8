package funcgraph.runtime.pool;

import static org.assertj.core.api.Assertions.assertThat;

import funcgraph.domain.InvokeOutcome;
import funcgraph.domain.InvokeOutcome.HandlerFailed;
import funcgraph.domain.InvokeOutcome.InitFailed;
import funcgraph.domain.InvokeOutcome.OutOfMemory;
import funcgraph.domain.InvokeOutcome.TimedOut;
import funcgraph.domain.InvokeOutcome.WorkerDied;
import funcgraph.domain.RuntimeName;
import funcgraph.runtime.worker.WorkerSpec;
import funcgraph.runtime.worker.WorkerSpec.Initializer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code Custom}: a bootstrap in any language asks for its calls. */
class CustomWorkerTest {

    /** As in the manual, {@code pipefail} in {@code sh} and all. */
    private static final String MANUALS = """
            #!/bin/sh
            set -o pipefail
            while true
            do
              HEADERS="$(mktemp)"
              EVENT_DATA=$(curl -sS -LD "$HEADERS" -X GET "http://$RUNTIME_API_ADDR/v1/runtime/invocation/request")
              REQUEST_ID=$(grep -Fi x-cff-request-id "$HEADERS" | tr -d '[:space:]' | cut -d: -f2)
              if [ -z "$REQUEST_ID" ]; then continue; fi
              echo "call $REQUEST_ID"
              RESPONSE="Echoing request: $EVENT_DATA"
              curl -sS -X POST "http://$RUNTIME_API_ADDR/v1/runtime/invocation/response/$REQUEST_ID" -d "$RESPONSE"
            done
            """;

    /** A client of the Runtime API around a function {@code handle}. */
    private static final String PYTHON = """
            #!/usr/bin/python3
            import json, os, sys, threading, time, http.client
            def call(method, path, body=None):
                api = http.client.HTTPConnection(os.environ["RUNTIME_API_ADDR"])
                api.request(method, "/v1/runtime/invocation/" + path, body)
                return api.getresponse()
            HANDLE
            def serve():
                while True:
                    request = call("GET", "request")
                    id, event = request.headers["X-Cff-Request-Id"], request.read().decode()
                    try:
                        call("POST", "response/" + id, handle(event, request.headers))
                    except Exception as e:
                        call("POST", "error/" + id, json.dumps({"errorType": type(e).__name__, "errorMessage": str(e)}))
            for more in range(int(os.environ.get("threads", "1")) - 1):
                threading.Thread(target=serve, daemon=True).start()
            serve()
            """;

    private static WorkerSpec python(Workshop shop, String name, String code) throws IOException {
        return Place.bootstrap(shop, RuntimeName.CUSTOM, name, PYTHON.replace("HANDLE", code));
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void the_manuals_own_bootstrap_answers(Place place) throws Exception {
        try (Workshop shop = place.open()) {
            var spec = Place.bootstrap(shop, RuntimeName.CUSTOM, "manual", MANUALS);
            assertThat(shop.answer(spec, "{\"a\":1}")).isEqualTo("Echoing request: {\"a\":1}");
            InvokeOutcome second = shop.invoke(spec, "[2]");
            assertThat(Workshop.text(second)).isEqualTo("Echoing request: [2]");
            assertThat(Workshop.log(second)).contains("call request-");
        }
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void variables_and_headers_are_there_whatever_is_in_them(Place place) throws Exception {
        try (Workshop shop = place.open()) {
            var plain = python(shop, "told", """
                    def handle(event, headers):
                        return json.dumps([os.environ["odd"], os.environ["PPID"], os.environ["RUNTIME_FUNC_NAME"],
                            os.getcwd() == os.environ["RUNTIME_CODE_ROOT"], headers["X-CFF-Invoke-Type"],
                            sys.stdin.read()])
                    """);
            var spec = with(plain, Optional.empty(), Map.of("odd", "it's \"$HOME\" `ls`\n\\ ü", "PPID", "mine"));
            assertThat(shop.answer(spec, "{}"))
                    .isEqualTo(
                            "[\"it's \\\"$HOME\\\" `ls`\\n\\\\ \\u00fc\", \"mine\", \"told\", true, \"sync\", \"\"]");
        }
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void failures_are_told_apart(Place place) throws Exception {
        try (Workshop shop = place.open()) {
            var spec = Workshop.limited(python(shop, "fails", """
                    me = os.urandom(8).hex()
                    def handle(event, headers):
                        if event == '"raise"':
                            raise ValueError("no")
                        if event == '"exit"':
                            print("leaving now", flush=True)
                            os._exit(3)
                        if event == '"sleep"':
                            time.sleep(60)
                        if event == '"large"':
                            return "x" * 6291457
                        return me
                    """), 2, 128);
            String process = shop.answer(spec, "1");
            HandlerFailed raised = shop.failure(spec, "\"raise\"");
            assertThat(raised.errorCode()).isEqualTo(4002);
            assertThat(Workshop.error(raised))
                    .isEqualTo("{\"errorMessage\":\"no\",\"errorType\":\"ValueError\",\"stackTrace\":[]}");
            HandlerFailed large = shop.failure(spec, "\"large\"");
            assertThat(large.errorCode()).isEqualTo(4004);
            assertThat(Workshop.error(large)).contains("response body size 6291457 exceeds the limit of 6291456");
            assertThat(shop.answer(spec, "1")).isEqualTo(process);

            assertThat(shop.invoke(spec, "\"exit\"")).isInstanceOfSatisfying(WorkerDied.class, died -> {
                assertThat(died.how()).contains("status 3");
                assertThat(new String(died.usage().logTail(), StandardCharsets.UTF_8))
                        .contains("leaving now");
            });
            assertThat(shop.answer(spec, "1")).isNotEqualTo(process);
            assertThat(shop.invoke(spec, "\"sleep\"")).isInstanceOf(TimedOut.class);
            assertThat(shop.answer(spec, "1")).matches("[0-9a-f]+");
        }
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void large_events_and_results_arrive_whole(Place place) throws Exception {
        try (Workshop shop = place.open()) {
            var spec = python(shop, "large", """
                    def handle(event, headers):
                        return event
                    """);
            String event = "\"" + "x".repeat(6_000_000) + "\"";
            assertThat(shop.answer(spec, event)).isEqualTo(event);
        }
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void a_bootstrap_that_never_asks_fails_with_its_last_words(Place place) throws Exception {
        try (Workshop shop = place.open()) {
            var broken = Place.bootstrap(shop, RuntimeName.CUSTOM, "broken", "#!/bin/bash\necho what a pity\nexit 7\n");
            HandlerFailed failed = shop.failure(broken, "{}");
            assertThat(failed.errorCode()).isEqualTo(4009);
            assertThat(Workshop.error(failed)).contains("exited with status 7").contains("what a pity");

            var missing = shop.spec("missing", 1, RuntimeName.CUSTOM, "index.py", "");
            assertThat(Workshop.error(shop.failure(missing, "{}"))).contains("there is no file bootstrap");

            var plain = shop.spec("plain", 1, RuntimeName.CUSTOM, "bootstrap", "#!/bin/sh\n");
            assertThat(Workshop.error(shop.failure(plain, "{}"))).contains("not executable");
        }
    }

    @Test
    void the_initializer_timeout_is_how_long_a_bootstrap_may_take_to_ask() throws Exception {
        try (Workshop shop = Place.SANDBOX.open()) {
            var slow = Place.bootstrap(shop, RuntimeName.CUSTOM, "slow", "#!/bin/bash\nsleep 60\n");
            var spec = with(slow, Optional.of(new Initializer("bootstrap.init", 1)), Map.of());
            assertThat(shop.invoke(spec, "{}"))
                    .isInstanceOfSatisfying(
                            InitFailed.class, it -> assertThat(it.errorCode()).isEqualTo(4211));
        }
    }

    @Test
    void too_much_memory_ends_the_call_and_the_next_one_is_served() throws Exception {
        try (Workshop shop = Place.SANDBOX.open()) {
            var spec = Workshop.limited(python(shop, "eater", """
                    def handle(event, headers):
                        return str(len(bytearray(int(event) << 20)))
                    """), 30, 128);
            assertThat(shop.invoke(spec, "300")).isInstanceOf(OutOfMemory.class);
            assertThat(shop.answer(spec, "1")).isEqualTo("1048576");
        }
    }

    @Test
    void a_clumsy_client_is_answered_and_the_call_survives_it() throws Exception {
        try (Workshop shop = Place.SANDBOX.open()) {
            var spec = python(shop, "clumsy", """
                    import socket
                    host, port = os.environ["RUNTIME_API_ADDR"].split(":")
                    def raw(text, keep=False):
                        s = socket.create_connection((host, int(port)))
                        s.sendall(text.encode())
                        if keep: return s
                        answer = s.recv(4096).decode().split(chr(13))[0]
                        s.close()
                        return answer
                    # One that asks and leaves must not take the call with it.
                    raw("GET /v1/runtime/invocation/request HTTP/1.1\\r\\n\\r\\n", True).close()
                    def handle(event, headers):
                        said = [raw("nonsense\\r\\n\\r\\n"),
                                raw("GET /other HTTP/1.1\\r\\n\\r\\n"),
                                raw("GET /v1/runtime/invocation/response/x HTTP/1.1\\r\\n\\r\\n"),
                                raw("POST /v1/runtime/invocation/response/x HTTP/1.1\\r\\nContent-Length: 1\\r\\n\\r\\nx"),
                                raw("POST /v1/runtime/invocation/response/x HTTP/1.1\\r\\nContent-Length: 7000000\\r\\n\\r\\nx")]
                        s = raw("POST /v1/runtime/invocation/response/" + headers["X-Cff-Request-Id"] + " HTTP/1.1\\r\\n"
                            "Transfer-Encoding: chunked\\r\\nExpect: 100-continue\\r\\n\\r\\n", True)
                        said.append(s.recv(25).decode().strip())
                        body = json.dumps(said)
                        for part in (body[:9], body[9:]):
                            s.sendall(("%x\\r\\n%s\\r\\n" % (len(part), part)).encode())
                        s.sendall(b"0\\r\\n\\r\\n")
                        s.recv(100)
                        return "twice"
                    """);
            assertThat(shop.answer(spec, "{}"))
                    .isEqualTo("[\"HTTP/1.1 400 Bad Request\", \"HTTP/1.1 404 Not Found\","
                            + " \"HTTP/1.1 405 Method Not Allowed\", \"HTTP/1.1 404 Not Found\","
                            + " \"HTTP/1.1 413 Content Too Large\", \"HTTP/1.1 100 Continue\"]");
            assertThat(shop.answer(spec, "{}")).startsWith("[");
        }
    }

    @Test
    void a_call_that_its_client_never_read_goes_to_the_next_that_asks() throws Exception {
        try (Workshop shop = Place.SANDBOX.open()) {
            var spec = python(shop, "deaf", """
                    import select, socket
                    host, port = os.environ["RUNTIME_API_ADDR"].split(":")
                    s = socket.create_connection((host, int(port)))
                    s.sendall(b"GET /v1/runtime/invocation/request HTTP/1.1\\r\\n\\r\\n")
                    select.select([s], [], [])
                    s.close()
                    def handle(event, headers):
                        return event
                    """);
            assertThat(shop.answer(spec, "1")).isEqualTo("1");
            assertThat(shop.answer(spec, "2")).isEqualTo("2");
        }
    }

    @Test
    void a_bootstrap_that_asks_twice_gets_two_calls_at_a_time() throws Exception {
        try (Workshop shop = Place.SANDBOX.open()) {
            var spec = with(python(shop, "meet", """
                    meeting = threading.Barrier(2)
                    def handle(event, headers):
                        meeting.wait(20)
                        return event
                    """), Optional.empty(), Map.of("threads", "2"))
                    .withStaff(2, 1);
            var one = shop.start(spec, "1");
            var other = shop.start(spec, "2");
            assertThat(Workshop.text(Workshop.await(one))).isEqualTo("1");
            assertThat(Workshop.text(Workshop.await(other))).isEqualTo("2");
        }
    }

    @Test
    void two_functions_do_not_hear_each_other() throws Exception {
        try (Workshop shop = Place.PLAIN_PROCESS.open()) {
            var names = Stream.of("one", "two").map(name -> named(shop, name)).toList();
            var answers = Stream.of(0, 1, 0, 1)
                    .map(which -> shop.start(names.get(which), "{}"))
                    .toList();
            assertThat(answers.stream().map(Workshop::await).map(Workshop::text))
                    .isEqualTo(List.of("one", "two", "one", "two"));
        }
    }

    private static WorkerSpec named(Workshop shop, String name) {
        try {
            return python(shop, name, """
                    def handle(event, headers):
                        return os.environ["RUNTIME_FUNC_NAME"]
                    """);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static WorkerSpec with(WorkerSpec spec, Optional<Initializer> initializer, Map<String, String> userData) {
        return new WorkerSpec(
                spec.function(),
                spec.version(),
                spec.revision(),
                spec.runtime(),
                spec.codeDirectory(),
                spec.handler(),
                initializer,
                spec.timeoutSeconds(),
                spec.memoryMb(),
                spec.cpuMillicores(),
                userData,
                Map.of());
    }
}
