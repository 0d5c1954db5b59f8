package funcgraph.server.acceptance.observe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import funcgraph.server.PackagedServer;
import funcgraph.server.acceptance.Api;
import funcgraph.server.acceptance.Reply;
import funcgraph.server.acceptance.Sample;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Traces, as a collector and as user code see them (W3C Trace Context). */
@TestMethodOrder(OrderAnnotation.class)
class TracingAcceptanceTest {

    private static final String TELLS = """
            def handler(event, context):
                return context.get_trace_id()
            """;

    private static final String SERVER = """
            exec python3 -c '
            from http.server import HTTPServer, BaseHTTPRequestHandler
            class Handler(BaseHTTPRequestHandler):
                def do_GET(self):
                    self.send_response(200)
                    self.end_headers()
                    self.wfile.write((self.headers["traceparent"] or "none").encode())
            HTTPServer(("", 8000), Handler).serve_forever()
            '
            """;

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String CALLER = "00f067aa0ba902b7";
    private static final String WEB_EVENT =
            "{\"httpMethod\": \"GET\", \"path\": \"/\", \"headers\": {\"traceparent\": \"made up\"}}";

    private static Collector collector;
    private static PackagedServer server;
    private static Api api;

    @BeforeAll
    static void start() throws Exception {
        collector = new Collector();
        server = PackagedServer.start(
                "--tracing.endpoint", collector.endpoint(), "--tracing.ratio", "0", "--tracing.headers", "X-Token=abc");
        api = Api.of(server);
        api.create(Sample.inline("tells", "Python3.9", "index.handler", TELLS)).ok();
        api.create(Sample.inline("web", "http", "bootstrap.handler", SERVER).put("timeout", 20))
                .ok();
    }

    @AfterAll
    static void stop() {
        server.close();
        collector.close();
    }

    private static Reply call(String function, String event, String traceparent) {
        return api.send(
                        "POST",
                        api.functions() + "/" + function + "/invocations",
                        Map.of("traceparent", traceparent),
                        event.getBytes(UTF_8))
                .ok();
    }

    private static Map<String, Collector.Span> spansOf(String trace, int atLeast) {
        var found = await().atMost(Duration.ofSeconds(15))
                .until(
                        () -> collector.spans().stream()
                                .filter(span -> span.traceId().equals(trace))
                                .toList(),
                        spans -> spans.size() >= atLeast);
        return found.stream().collect(Collectors.toMap(Collector.Span::name, span -> span));
    }

    /** The first, so that the function is cold. */
    @Test
    @Order(1)
    void a_callers_trace_goes_through_every_stage_to_the_function() {
        var told = Api.json(
                call("web", WEB_EVENT, "00-" + TRACE + "-" + CALLER + "-01").text());
        var body = new String(
                java.util.Base64.getDecoder().decode(told.path("body").asString()), UTF_8);

        var spans = spansOf(TRACE, 6);
        var request = spans.get("POST /v2/{project_id}/fgs/functions/{function_urn}/invocations");
        var invoke = spans.get("invoke");
        assertThat(request.parentId()).isEqualTo(CALLER);
        assertThat(invoke.parentId()).isEqualTo(request.spanId());
        for (var stage : List.of("admission", "worker", "cold start", "handler")) {
            assertThat(spans).containsKey(stage);
            assertThat(spans.get(stage).parentId()).as(stage).isEqualTo(invoke.spanId());
        }
        assertThat(body).isEqualTo("00-" + TRACE + "-" + spans.get("handler").spanId() + "-01");
        assertThat(collector.tokens()).contains("abc").doesNotContain("null");
    }

    @Test
    void a_trace_that_is_not_recorded_is_handed_on_as_it_came() {
        var unrecorded = "0af7651916cd43dd8448eb211c80319c";
        var told = Api.json(call("web", WEB_EVENT, "00-" + unrecorded + "-" + CALLER + "-00")
                .text());
        assertThat(new String(
                        java.util.Base64.getDecoder().decode(told.path("body").asString()), UTF_8))
                .isEqualTo("00-" + unrecorded + "-" + CALLER + "-00");
        assertThat(call("tells", "{}", "00-" + unrecorded + "-" + CALLER + "-00")
                        .text())
                .isEqualTo("\"" + unrecorded + "\"");
    }

    @Test
    void what_is_no_traceparent_is_not_handed_on() {
        var answer = call("tells", "{}", "00-" + "0".repeat(32) + "-" + CALLER + "-01");
        assertThat(answer.text()).isEqualTo("\"" + answer.header("X-Cff-Request-Id") + "\"");
    }

    @Test
    void asking_how_the_server_is_begins_no_trace() {
        var trace = "1".repeat(32);
        api.send("GET", "/health/ready", Map.of("traceparent", "00-" + trace + "-" + CALLER + "-01"), new byte[0])
                .ok();
        call("tells", "{}", "00-" + "2".repeat(32) + "-" + CALLER + "-01");
        spansOf("2".repeat(32), 4);
        assertThat(collector.spans()).noneMatch(span -> span.traceId().equals(trace));
    }
}
