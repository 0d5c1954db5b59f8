package funcgraph.server.acceptance.invoke;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import funcgraph.contract.HeaderNames;
import funcgraph.server.PackagedServer;
import funcgraph.server.acceptance.Api;
import funcgraph.server.acceptance.Deployed;
import funcgraph.server.acceptance.Sample;
import funcgraph.server.acceptance.Streams;
import funcgraph.server.acceptance.Zips;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that go to their caller as they come: {@code is_return_stream} of http and Custom functions. */
class StreamingAcceptanceTest {

    /** Its paths wait for each other, so that a test sees what is sent before the rest is. */
    private static final String WEB = """
            exec python3 -u -c '
            import threading, time
            from http.server import ThreadingHTTPServer, BaseHTTPRequestHandler
            go = threading.Event()
            gone = threading.Event()
            written = [0]
            calls = [0]
            class Handler(BaseHTTPRequestHandler):
                protocol_version = "HTTP/1.1"
                def chunk(self, data):
                    self.wfile.write(b"%x\\r\\n%s\\r\\n" % (len(data), data))
                def begin(self, status, kind):
                    self.send_response(status)
                    self.send_header("Content-Type", kind)
                    self.send_header("X-Own", "yes")
                    self.send_header("Transfer-Encoding", "chunked")
                    self.end_headers()
                def text(self, text):
                    self.send_response(200)
                    self.send_header("Content-Length", str(len(text)))
                    self.end_headers()
                    self.wfile.write(text.encode())
                def do_GET(self):
                    if self.path == "/events":
                        go.clear()
                        self.begin(200, "text/event-stream")
                        self.chunk(b"data: 1\\n\\n")
                        go.wait(20)
                        self.chunk(b"data: 2\\n\\n")
                        self.chunk(b"")
                    elif self.path == "/endless":
                        gone.clear()
                        self.begin(200, "text/event-stream")
                        try:
                            while True:
                                self.chunk(b"data: again\\n\\n")
                                time.sleep(0.01)
                        except OSError:
                            gone.set()
                            self.close_connection = True
                    elif self.path == "/quiet":
                        gone.clear()
                        self.begin(200, "text/event-stream")
                        self.chunk(b"data: 1\\n\\n")
                        if self.rfile.read(1) == b"":
                            gone.set()
                        self.close_connection = True
                    elif self.path == "/silent":
                        self.begin(200, "text/event-stream")
                        self.chunk(b"data: 1\\n\\n")
                        time.sleep(60)
                    elif self.path.startswith("/large/"):
                        written[0] = 0
                        self.begin(200, "application/octet-stream")
                        block = b"x" * 65536
                        try:
                            for n in range(int(self.path[7:]) * 16):
                                self.chunk(block)
                                written[0] += len(block)
                            self.chunk(b"")
                        except OSError:
                            self.close_connection = True
                    elif self.path == "/cookies":
                        self.send_response(200)
                        self.send_header("Set-Cookie", "one=1")
                        self.send_header("Set-Cookie", "two=2")
                        self.send_header("Content-Length", "0")
                        self.end_headers()
                    elif self.path == "/unsendable":
                        self.send_response(200)
                        self.send_header("X-Own", "a\\x01b")
                        self.send_header("Content-Length", "0")
                        self.end_headers()
                    elif self.path == "/late":
                        calls[0] += 1
                        time.sleep(3)
                        self.text("late")
                    elif self.path == "/calls":
                        self.text(str(calls[0]))
                    elif self.path == "/go":
                        go.set()
                        self.text("gone on")
                    elif self.path == "/gone":
                        self.text(str(gone.is_set()))
                    elif self.path == "/written":
                        self.text(str(written[0]))
                    else:
                        self.begin(404, "text/plain")
                        self.chunk(b"no such thing")
                        self.chunk(b"")
                def log_message(self, *args):
                    pass
            ThreadingHTTPServer(("", 8000), Handler).serve_forever()
            '
            """;

    private static final String BOOTSTRAP = """
            #!/usr/bin/env python3
            import http.client, json, os, threading
            address = os.environ["RUNTIME_API_ADDR"]
            go = threading.Event()
            def pieces():
                yield b"data: 1\\n\\n"
                go.wait(20)
                yield b"data: 2\\n\\n"
            def answer(request, event):
                api = http.client.HTTPConnection(address)
                path = "/v1/runtime/invocation/response/" + request
                if event == b"\\"events\\"":
                    api.request("POST", path, pieces(), {"Content-Type": "text/event-stream"}, encode_chunked=True)
                else:
                    go.set()
                    api.request("POST", path, b"gone on")
                api.getresponse().read()
            while True:
                api = http.client.HTTPConnection(address)
                api.request("GET", "/v1/runtime/invocation/request")
                taken = api.getresponse()
                event = taken.read()
                request = taken.getheader("X-Cff-Request-Id")
                if request:
                    threading.Thread(target=answer, args=(request, event)).start()
            """;

    private static final String NODE_WEB = """
            exec node -e '
            let go;
            require("http").createServer((request, response) => {
              if (request.url === "/go") {
                go();
                response.end("gone on");
                return;
              }
              response.writeHead(200, { "Content-Type": "text/event-stream" });
              response.write("data: 1\\n\\n");
              go = () => response.end("data: 2\\n\\n");
            }).listen(8000);
            '
            """;

    private static PackagedServer server;
    private static Api api;

    @BeforeAll
    static void start() {
        server = PackagedServer.start();
        api = Api.of(server);
        api.create(Streams.streaming(Sample.inline("web", "http", "bootstrap.handler", WEB)))
                .ok();
        api.updateConfig("web", "{\"strategy_config\": {\"concurrency\": 1, \"concurrent_num\": 10}}")
                .ok();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String get(String path) {
        return "{\"httpMethod\": \"GET\", \"path\": \"" + path + "\", \"headers\": {}}";
    }

    private static String text(String path) {
        return new Deployed(api, "web").call(get(path)).ok().text();
    }

    @Test
    void events_reach_the_caller_before_the_last_is_sent() throws Exception {
        var answer = Streams.open(api, "web", get("/events"));
        assertThat(answer.headers().firstValue("X-Own")).contains("yes");
        assertThat(answer.headers().firstValue(HeaderNames.CFF_REQUEST_ID)).isPresent();
        Streams.assertComesInPieces(answer, () -> assertThat(text("/go")).isEqualTo("gone on"));
    }

    @Test
    void the_gateway_passes_events_on_as_they_come() throws Exception {
        var answer = Streams.HTTP.send(
                Streams.throughTheGateway(api, "web", "/events", 30_000), HttpResponse.BodyHandlers.ofInputStream());
        Streams.assertComesInPieces(answer, () -> assertThat(text("/go")).isEqualTo("gone on"));
    }

    @Test
    void a_request_that_the_gateway_no_longer_waits_for_is_not_sent_again() throws Exception {
        assertThat(text("/go"))
                .as("leaves a connection to the function's server open")
                .isEqualTo("gone on");
        int before = Integer.parseInt(text("/calls"));
        var answer = Streams.HTTP.send(
                Streams.throughTheGateway(api, "web", "/late", 500), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(504);
        assertThat(text("/go")).isEqualTo("gone on");
        assertThat(Integer.parseInt(text("/calls"))).isEqualTo(before + 1);
    }

    @Test
    void several_headers_of_one_name_stay_several() throws Exception {
        var answer = Streams.open(api, "web", get("/cookies"));
        assertThat(answer.headers().allValues("Set-Cookie")).containsExactly("one=1", "two=2");
    }

    @Test
    void a_header_that_cannot_be_sent_is_an_answer_that_says_so() throws Exception {
        var answer = Streams.open(api, "web", get("/unsendable"));
        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(new String(answer.body().readAllBytes(), UTF_8)).contains("FSS.0502");
    }

    @Test
    void a_custom_function_streams_what_it_posts() throws Exception {
        var request = Sample.metadata("custom", "Custom", "bootstrap.handler");
        api.create(Streams.streaming(Sample.with(request, "zip", Zips.executable("bootstrap", BOOTSTRAP))))
                .ok();
        var function = new Deployed(api, "custom");
        function.change("{\"strategy_config\": {\"concurrency\": 1, \"concurrent_num\": 10}}");
        Streams.assertComesInPieces(
                Streams.open(api, "custom", "\"events\""),
                () -> assertThat(function.call("\"go\"").ok().text()).isEqualTo("gone on"));
    }

    @Test
    void a_web_server_of_node_streams_as_any_other() throws Exception {
        api.create(Streams.streaming(Sample.inline("node-web", "http", "bootstrap.handler", NODE_WEB)))
                .ok();
        var function = new Deployed(api, "node-web");
        function.change("{\"strategy_config\": {\"concurrency\": 1, \"concurrent_num\": 10}}");
        Streams.assertComesInPieces(
                Streams.open(api, "node-web", get("/events")),
                () -> assertThat(function.call(get("/go")).ok().text()).isEqualTo("gone on"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/endless", "/quiet"})
    void a_caller_that_goes_away_ends_the_functions_connection_and_nothing_else(String path) throws Exception {
        var answer = Streams.open(api, "web", get(path));
        assertThat(Streams.lines(answer).readLine()).startsWith("data: ");
        answer.body().close();
        await().atMost(Duration.ofSeconds(20)).until(() -> text("/gone").equals("True"));
    }

    @Test
    void the_functions_timeout_holds_for_the_whole_answer() throws Exception {
        api.create(Streams.streaming(Sample.inline("short", "http", "bootstrap.handler", WEB))
                        .put("timeout", 3))
                .ok();
        var events = Streams.lines(Streams.open(api, "short", get("/silent")));
        assertThat(events.readLine()).isEqualTo("data: 1");
        assertThat(events.readLine()).isEmpty();
        assertThatThrownBy(events::readLine).isInstanceOf(IOException.class);
        assertThat(new Deployed(api, "short").call(get("/go")).ok().text()).isEqualTo("gone on");
    }

    @Test
    void answers_larger_than_six_megabytes_pass_and_a_slow_caller_holds_the_function_back() throws Exception {
        var answer = Streams.open(api, "web", get("/large/150"));
        await().atMost(Duration.ofSeconds(20)).until(() -> !text("/written").equals("0"));
        // Whoever does not read is not sent for: what is written stands still, far from the end.
        await().pollInterval(Duration.ofMillis(200))
                .during(Duration.ofSeconds(1))
                .atMost(Duration.ofSeconds(20))
                .until(() -> Long.parseLong(text("/written")), written -> written < 75L << 20);
        assertThat(answer.body().transferTo(java.io.OutputStream.nullOutputStream()))
                .isEqualTo(150L << 20);
    }

    @Test
    void status_and_headers_are_the_functions_own() throws Exception {
        var answer = Streams.open(api, "web", get("/nothing"));
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain");
        assertThat(new String(answer.body().readAllBytes(), UTF_8)).isEqualTo("no such thing");
    }

    @Test
    void in_the_envelope_and_without_the_setting_answers_are_whole() {
        var enveloped = new Deployed(api, "web").callEnveloped(get("/go"));
        var result = Api.json(enveloped.path("result").asString());
        assertThat(new String(Base64.getDecoder().decode(result.path("body").asString()), UTF_8))
                .isEqualTo("gone on");

        api.create(Sample.inline("whole", "http", "bootstrap.handler", WEB).put("timeout", 30))
                .ok();
        assertThat(new Deployed(api, "whole")
                        .result(get("/go"))
                        .path("statusCode")
                        .asInt())
                .isEqualTo(200);
        assertThat(new Deployed(api, "whole").call(get("/large/8")).header(HeaderNames.FUNC_ERR_CODE))
                .isEqualTo("4004");
    }

    @Test
    void other_functions_may_not_stream_and_none_for_more_than_five_minutes() {
        assertThat(api.config("web").ok().json().path("is_return_stream").asBoolean())
                .isTrue();
        api.create(Sample.python("plain")).ok();
        assertThat(api.updateConfig("plain", "{\"is_return_stream\": true}")
                        .refused(400, "FSS.0400")
                        .message())
                .contains("is_return_stream", "Node.js", "http");
        api.updateConfig("web", "{\"timeout\": 301}").refused(400, "FSS.0400");
    }
}
