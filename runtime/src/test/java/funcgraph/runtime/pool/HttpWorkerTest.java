package funcgraph.runtime.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import funcgraph.domain.InvokeOutcome;
import funcgraph.domain.InvokeOutcome.HandlerFailed;
import funcgraph.domain.InvokeOutcome.TimedOut;
import funcgraph.domain.InvokeOutcome.WorkerDied;
import funcgraph.domain.RuntimeName;
import funcgraph.runtime.worker.WorkerSpec;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code http}: a web server on port 8000 gets real requests. */
class HttpWorkerTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** One connection at a time and HTTP/1.0 by default, as Python's simplest server is. */
    private static final String SERVER = """
            import json, os, sys, time
            from http.server import HTTPServer, BaseHTTPRequestHandler
            class Handler(BaseHTTPRequestHandler):
                def answer(self):
                    body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                    if self.path == "/exit":
                        print("leaving now", flush=True)
                        os._exit(3)
                    if self.path == "/sleep":
                        time.sleep(60)
                    if self.path == "/hangup":
                        self.wfile.write(b"HTTP/1.1 200 OK\\r\\nContent-Length: 10\\r\\n\\r\\nabc")
                        self.close_connection = True
                        return
                    print("serving", self.path, flush=True)
                    said = json.dumps([self.command, self.path, sorted(self.headers.items()), body.decode("latin-1")])
                    self.send_response(404 if self.path == "/missing" else 200)
                    self.send_header("content-type", "application/json")
                    self.send_header("Set-Cookie", "a=1")
                    self.send_header("Set-Cookie", "b=2")
                    if self.protocol_version == "HTTP/1.1":
                        self.send_header("Transfer-Encoding", "chunked")
                    self.end_headers()
                    if self.command == "HEAD":
                        return
                    if self.protocol_version == "HTTP/1.1":
                        for part in (said[:5], said[5:]):
                            self.wfile.write(("%x\\r\\n%s\\r\\n" % (len(part), part)).encode())
                        self.wfile.write(b"0\\r\\n\\r\\n")
                    else:
                        self.wfile.write(said.encode())
                do_GET = do_POST = do_PUT = do_HEAD = answer
            if len(sys.argv) > 1:
                Handler.protocol_version = "HTTP/1.1"
            HTTPServer(("127.0.0.1", 8000), Handler).serve_forever()
            """;

    private static WorkerSpec web(Workshop shop, String name, String argument) {
        var spec = shop.spec(name, 1, RuntimeName.HTTP, "bootstrap", "exec python3 server.py " + argument);
        Workshop.write(spec.codeDirectory().resolve("server.py"), SERVER);
        return Workshop.limited(spec, 3, 256);
    }

    private static String request(String method, String path) {
        return """
                {"httpMethod": "%s", "path": "%s", "queryStringParameters": {"q": ["1", "a b&c"], "z": "ü"},
                 "headers": {"Host": "shop.example", "Accept": "x", "X-Many": ["1", "2"], "transfer-encoding": "chunked",
                  "X-Cff-Func-Name": "forged", "X-Split": "a\\r\\nb"},
                 "requestContext": {"apiId": "api-1", "requestId": "r-1", "sourceIp": "192.0.2.1", "stage": "RELEASE"},
                 "body": "%s", "isBase64Encoded": true}
                """.formatted(method, path, method.equals("GET") ? "" : encoded("hello"));
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String body(JsonNode answer) {
        return new String(Base64.getDecoder().decode(answer.path("body").asString()), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void a_gateways_event_becomes_a_request_and_the_response_its_answer(Place place) throws Exception {
        try (Workshop shop = place.open()) {
            for (String version : new String[] {"", "1.1"}) {
                var spec = web(shop, "web" + version.length(), version);
                JsonNode answer = JSON.readTree(shop.answer(spec, request("POST", "/shop/a b")));
                assertThat(answer.path("statusCode").asInt()).isEqualTo(200);
                assertThat(answer.path("isBase64Encoded").asBoolean()).isTrue();
                assertThat(answer.path("headers").path("Content-Type").toString())
                        .isEqualTo("[\"application/json\"]");
                assertThat(answer.path("headers").path("Set-Cookie").toString()).isEqualTo("[\"a=1\",\"b=2\"]");
                assertThat(answer.path("headers").has("Transfer-Encoding")).isFalse();
                JsonNode seen = JSON.readTree(body(answer));
                assertThat(seen.path(0).asString()).isEqualTo("POST");
                assertThat(seen.path(1).asString()).isEqualTo("/shop/a%20b?q=1&q=a+b%26c&z=%C3%BC");
                assertThat(seen.path(2).toString())
                        .contains("[\"Host\",\"shop.example\"]", "[\"X-Many\",\"1\"],[\"X-Many\",\"2\"]")
                        .contains("[\"X-APIG-Api-Id\",\"api-1\"]", "[\"X-APIG-Source-Ip\",\"192.0.2.1\"]")
                        .contains("[\"X-APIG-Source-Stage\",\"RELEASE\"]", "[\"X-APIG-Request-Id\",\"r-1\"]")
                        .contains("[\"X-CFF-Func-Name\",\"" + spec.function().name() + "\"]")
                        .contains("[\"X-CFF-Memory\",\"256\"]", "[\"X-CFF-Timeout\",\"3\"]")
                        .contains("[\"X-Split\",\"a  b\"]")
                        .doesNotContain("forged", "chunked");
                assertThat(seen.path(3).asString()).isEqualTo("hello");

                JsonNode head = JSON.readTree(shop.answer(spec, request("HEAD", "/")));
                assertThat(head.path("body").asString()).isEmpty();
                assertThat(JSON.readTree(shop.answer(spec, request("GET", "again")))
                                .path("statusCode")
                                .asInt())
                        .isEqualTo(200);
                end(shop, spec);
            }
        }
    }

    /** Without sandboxes there is one port for all. */
    private static void end(Workshop shop, WorkerSpec spec) {
        shop.pool.retireAll(spec.function());
        await().until(() -> shop.crewsEnded.contains(spec));
    }

    @Test
    void an_event_that_is_no_request_is_posted_as_it_is_and_answered_as_it_is() throws Exception {
        try (Workshop shop = Place.SANDBOX.open()) {
            JsonNode seen = JSON.readTree(shop.answer(web(shop, "event", ""), "{\"key\":\"value\"}"));
            assertThat(seen.path(0).asString()).isEqualTo("POST");
            assertThat(seen.path(1).asString()).isEqualTo("/invoke");
            assertThat(seen.path(3).asString()).isEqualTo("{\"key\":\"value\"}");
        }
    }

    @Test
    void failures_are_told_apart() throws Exception {
        try (Workshop shop = Place.SANDBOX.open()) {
            var spec = web(shop, "fails", "1.1");
            HandlerFailed hungUp = shop.failure(spec, plain("/hangup"));
            assertThat(Workshop.error(hungUp)).contains("did not answer on port 8000");
            assertThat(shop.invoke(spec, plain("/exit")))
                    .isInstanceOfSatisfying(
                            WorkerDied.class, it -> assertThat(it.how()).contains("status 3"));
            assertThat(shop.invoke(spec, plain("/sleep"))).isInstanceOf(TimedOut.class);
            InvokeOutcome fine = shop.invoke(spec, plain("/fine"));
            assertThat(Workshop.log(fine)).contains("serving /fine");
            assertThat(Workshop.error(shop.failure(spec, "{\"httpMethod\":\"A B\",\"path\":\"/\"}")))
                    .contains("no method");
        }
    }

    private static String plain(String path) {
        return "{\"httpMethod\":\"GET\",\"path\":\"" + path + "\"}";
    }

    @Test
    void a_status_that_is_not_good_is_a_failure_that_carries_the_response() throws Exception {
        try (Workshop shop = Place.SANDBOX.open()) {
            HandlerFailed missing = shop.failure(web(shop, "status", ""), plain("/missing"));
            JsonNode error = JSON.readTree(missing.errorJson());
            assertThat(error.path("statusCode").asInt()).isEqualTo(404);
            assertThat(error.path("errorMessage").asString()).isEqualTo("the function answered with status 404");
            assertThat(body(error)).contains("/missing");
        }
    }

    @Test
    void a_bootstrap_that_serves_nothing_fails_with_its_last_words() throws Exception {
        try (Workshop shop = Place.SANDBOX.open()) {
            var spec = shop.spec("broken", 1, RuntimeName.HTTP, "bootstrap", "echo what a pity; exit 7");
            HandlerFailed failed = shop.failure(spec, "{}");
            assertThat(failed.errorCode()).isEqualTo(4009);
            assertThat(Workshop.error(failed)).contains("exited with status 7").contains("what a pity");
        }
    }

    @Test
    void a_node_server_runs_from_where_the_real_platform_has_it_or_from_the_path() throws Exception {
        try (Workshop shop = Place.SANDBOX.open()) {
            var spec = shop.spec("node", 1, RuntimeName.HTTP, "bootstrap", """
                    node=/opt/function/runtime/nodejs20.15/rtsp/nodejs/bin/node
                    [ -x $node ] || node=node
                    exec $node $RUNTIME_CODE_ROOT/server.js
                    """);
            Workshop.write(spec.codeDirectory().resolve("server.js"), """
                    const http = require('http');
                    let served = 0;
                    http.createServer((q, s) => s.end(`${q.method} ${q.url} ${++served} ${q.socket.remotePort}`)).listen(8000);
                    """);
            String first = body(JSON.readTree(shop.answer(spec, plain("/x"))));
            String second = body(JSON.readTree(shop.answer(spec, plain("/x"))));
            assertThat(first).startsWith("GET /x 1 ");
            assertThat(second).as("the connection is kept").isEqualTo(first.replace("/x 1", "/x 2"));
        }
    }

    @Test
    void two_requests_are_served_at_a_time() throws Exception {
        try (Workshop shop = Place.SANDBOX.open()) {
            var spec = shop.spec("meet", 1, RuntimeName.HTTP, "bootstrap", "exec node $RUNTIME_CODE_ROOT/server.js")
                    .withStaff(2, 1);
            Workshop.write(spec.codeDirectory().resolve("server.js"), """
                    const http = require('http');
                    let first = null;
                    http.createServer((q, s) => {
                      if (!first) first = s; else { first.end('met'); s.end('met'); }
                    }).listen(8000);
                    """);
            var one = shop.start(spec, plain("/"));
            var other = shop.start(spec, plain("/"));
            assertThat(body(JSON.readTree(Workshop.text(Workshop.await(one))))).isEqualTo("met");
            assertThat(body(JSON.readTree(Workshop.text(Workshop.await(other)))))
                    .isEqualTo("met");
        }
    }

    @Test
    void without_sandboxes_a_port_that_is_taken_is_said_to_be() throws Exception {
        try (var taken = new ServerSocket(8000, 1, InetAddress.getLoopbackAddress());
                Workshop shop = Place.PLAIN_PROCESS.open()) {
            assertThat(taken.isBound()).isTrue();
            assertThat(shop.invoke(web(shop, "second", ""), "{}"))
                    .isInstanceOfSatisfying(
                            WorkerDied.class,
                            it -> assertThat(it.how()).contains("port 8000 of this machine is taken"));
        }
    }
}
