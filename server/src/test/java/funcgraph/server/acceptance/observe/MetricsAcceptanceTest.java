package funcgraph.server.acceptance.observe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import funcgraph.server.PackagedServer;
import funcgraph.server.acceptance.Api;
import funcgraph.server.acceptance.Reply;
import funcgraph.server.acceptance.Sample;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** What a server says of itself: to Prometheus, to load balancers, and in charts. */
@TestMethodOrder(OrderAnnotation.class)
class MetricsAcceptanceTest {

    private static final String FAILING = """
            def handler(event, context):
                if event.get("fail"):
                    raise ValueError("no")
                return 1
            """;
    private static final String TOKEN = "s3cret";
    private static final int CALLS = 7;
    private static final int FAILURES = 2;
    private static final Pattern METRIC = Pattern.compile("\\b(funcgraph|jvm|process|system)_[a-z_]+");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static PackagedServer server;
    private static Api api;

    @BeforeAll
    static void start() throws Exception {
        server = PackagedServer.prepare()
                .flags("--metrics.functions", "2", "--health.drain_seconds", "3", "--metrics.token", TOKEN)
                .start();
        api = Api.of(server);
        api.create(Sample.inline("counted", "Python3.9", "index.handler", FAILING))
                .ok();
        for (int i = 0; i < CALLS; i++) {
            api.invoke("counted", "{}").ok();
        }
        for (int i = 0; i < FAILURES; i++) {
            api.invoke("counted", "{\"fail\": true}");
        }
    }

    /** It would drain once more; that it ends cleanly is shown before. */
    @AfterAll
    static void stop() {
        server.kill();
        server.close();
    }

    private static HttpResponse<String> get(String path, String... headers) throws Exception {
        var request = HttpRequest.newBuilder(server.endpoint().resolve(path)).timeout(Duration.ofSeconds(20));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return HTTP.send(request.build(), BodyHandlers.ofString(UTF_8));
    }

    private static String metrics() throws Exception {
        var answer = get("/metrics", "Authorization", "Bearer " + TOKEN);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
        return answer.body();
    }

    /** The value of the only line that begins so and has all the labels. */
    private static double value(String text, String name, String... labels) {
        var lines = text.lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .filter(line -> List.of(labels).stream().allMatch(line::contains))
                .toList();
        assertThat(lines).as(name + List.of(labels)).hasSize(1);
        return Double.parseDouble(lines.getFirst().substring(lines.getFirst().lastIndexOf(' ') + 1));
    }

    @Test
    @Order(1)
    void calls_are_counted_by_function_and_by_how_they_ended() throws Exception {
        var text = metrics();
        assertThat(value(text, "funcgraph_calls_total", "function=\"counted\"", "outcome=\"success\""))
                .isEqualTo(CALLS);
        assertThat(value(text, "funcgraph_calls_total", "function=\"counted\"", "outcome=\"function_error\""))
                .isEqualTo(FAILURES);
        assertThat(value(text, "funcgraph_call_duration_seconds_count", "function=\"counted\""))
                .isEqualTo(CALLS + FAILURES);
        assertThat(value(text, "funcgraph_cold_starts_total", "function=\"counted\""))
                .isGreaterThanOrEqualTo(1);
        assertThat(value(text, "funcgraph_worker_wait_seconds_count")).isEqualTo(CALLS + FAILURES);
        assertThat(value(text, "funcgraph_workers_alive")).isGreaterThanOrEqualTo(1);
        assertThat(value(text, "funcgraph_workers", "runtime=\"Python3.9\"", "state=\"idle\""))
                .isGreaterThanOrEqualTo(1);
        assertThat(value(
                        text,
                        "funcgraph_http_requests_total",
                        "method=\"POST\"",
                        "route=\"/v2/{project_id}/fgs/functions/{function_urn}/invocations\"",
                        "status=\"200\""))
                .isGreaterThanOrEqualTo(CALLS);
        assertThat(value(text, "funcgraph_store_operations_total", "kind=\"write\""))
                .isGreaterThanOrEqualTo(1);
        assertThat(text.lines().filter(line -> line.startsWith("# HELP funcgraph_")))
                .hasSizeGreaterThan(20);
    }

    @Test
    @Order(2)
    void paths_and_methods_that_callers_make_up_make_no_series() throws Exception {
        get("/made/up/" + System.nanoTime());
        var request = HttpRequest.newBuilder(server.endpoint().resolve("/metrics"))
                .method("MADEUP", HttpRequest.BodyPublishers.noBody())
                .build();
        HTTP.send(request, BodyHandlers.discarding());
        assertThat(metrics()).contains("route=\"other\"").doesNotContain("made/up", "MADEUP");
    }

    @Test
    @Order(3)
    void only_the_most_used_functions_have_names_and_the_rest_count_together() throws Exception {
        for (var name : List.of("second", "third", "fourth")) {
            api.create(Sample.inline(name, "Python3.9", "index.handler", FAILING))
                    .ok();
            api.invoke(name, "{}").ok();
        }
        var named = metrics()
                .lines()
                .filter(line -> line.startsWith("funcgraph_cold_starts_total{"))
                .map(line -> line.replaceAll(".*function=\"([^\"]*)\".*", "$1"))
                .collect(Collectors.toSet());
        assertThat(named).hasSize(3).contains("counted", "other");
        var all = metrics()
                .lines()
                .filter(line -> line.startsWith("funcgraph_calls_total{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
        assertThat(all).isEqualTo(CALLS + FAILURES + 3);
    }

    @Test
    @Order(4)
    void every_metric_of_the_dashboard_and_the_alerts_is_served() throws Exception {
        var root = Path.of(System.getProperty("funcgraph.root"), "deploy");
        var served = served(metrics());
        for (var file : List.of("grafana/funcgraph.json", "prometheus/alerts.yml")) {
            var named = named(Files.readString(root.resolve(file)));
            assertThat(named).as(file).hasSizeGreaterThan(8);
            assertThat(served).as(file).containsAll(named);
        }
    }

    private static Set<String> served(String text) {
        return text.lines()
                .filter(line -> !line.startsWith("#") && !line.isBlank())
                .map(line -> line.split("[{ ]", 2)[0])
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> named(String text) throws IOException {
        return METRIC.matcher(text)
                .results()
                .map(found -> found.group())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    @Order(5)
    void a_chart_shows_the_calls_of_a_function_and_of_the_project() {
        var chart = chart(api.functions() + "/counted/metrics");
        assertThat(chart.calls).isEqualTo(CALLS + FAILURES);
        assertThat(chart.errors).isEqualTo(FAILURES);
        assertThat(chart.coldStarts).isGreaterThanOrEqualTo(1);
        assertThat(chart.longestMs).isPositive();
        assertThat(chart(api.functions().replace("/functions", "/metrics")).calls)
                .isGreaterThanOrEqualTo(CALLS + FAILURES);
        api.create(Sample.inline("busy", "Python3.9", "index.handler", FAILING)).ok();
        for (int i = 0; i < 2 * CALLS; i++) {
            api.invoke("busy", "{}").ok();
        }
        var top = read(api.functions() + "/top?limit=1").json().path("functions");
        assertThat(top).hasSize(1);
        assertThat(top.get(0).path("func_name").asString()).isEqualTo("busy");
        assertThat(top.get(0).path("calls_per_second").asDouble()).isPositive();
        assertThat(top.get(0).path("workers").asInt()).isPositive();
    }

    @Test
    @Order(6)
    void a_query_that_cannot_be_is_refused_by_name() {
        var bad = Map.of(
                "step=61", "step is '61'",
                "step=0", "step is '0'",
                "from=yesterday", "from is 'yesterday'",
                "to=%2B999999999-01-01T01%3A00%3A00Z", "to is '+999999999-01-01T01:00:00Z'",
                "from=2000-01-01T00%3A00%3A00Z&step=60", "step is '60'",
                "from=2026-01-02T00%3A00%3A00Z&to=1767225600000", "from is '2026-01-02T00:00:00Z'");
        bad.forEach((query, message) -> assertThat(read(api.functions() + "/counted/metrics?" + query)
                        .refused(400, "FSS.1001")
                        .message())
                .contains(message));
    }

    @Test
    @Order(7)
    void health_names_the_parts_and_needs_no_user() throws Exception {
        assertThat(get("/health/live").statusCode()).isEqualTo(200);
        assertThat(get("/health/ready").statusCode()).isEqualTo(200);
        var health = Api.json(get("/health", "Authorization", "Bearer " + TOKEN).body());
        assertThat(health.path("status").asString()).isIn("up", "degraded");
        assertThat(health.path("parts").propertyNames())
                .containsExactlyInAnyOrder("store", "runtimes", "pool", "queues", "disk");
        assertThat(health.path("parts").path("store").path("status").asString()).isEqualTo("up");
    }

    @Test
    @Order(8)
    void charts_survive_a_restart_and_a_server_that_drains_is_not_ready() throws Exception {
        server.terminate();
        await().untilAsserted(
                        () -> assertThat(get("/health/ready").statusCode()).isEqualTo(503));
        assertThat(get("/health/live").statusCode()).isEqualTo(200);
        api.invoke("counted", "{}").ok();
        assertThat(server.awaitExit()).isZero();

        var old = server;
        server = old.restart();
        api = Api.of(server);
        assertThat(chart(api.functions() + "/counted/metrics").calls).isEqualTo(CALLS + FAILURES + 1);
        assertThat(get("/health/ready").statusCode()).isEqualTo(200);
    }

    @Test
    @Order(9)
    void with_a_token_only_yes_or_no_is_for_everybody() throws Exception {
        for (var path : List.of("/metrics", "/health")) {
            assertThat(get(path).statusCode()).as(path).isEqualTo(401);
            assertThat(get(path, "Authorization", "Bearer wrong").statusCode())
                    .as(path)
                    .isEqualTo(401);
        }
        assertThat(get("/health/ready", "Authorization", "Bearer wrong").statusCode())
                .isEqualTo(200);
    }

    /** All steps of the last two hours together. */
    private record Chart(long calls, long errors, long coldStarts, double longestMs) {}

    private static Chart chart(String path) {
        var from = Instant.now().minus(2, ChronoUnit.HOURS).truncatedTo(ChronoUnit.MILLIS);
        var json = read(path + "?step=120&from=" + from.toString().replace(":", "%3A"))
                .ok()
                .json();
        assertThat(json.path("step_seconds").asInt()).isEqualTo(120);
        var points = json.path("points");
        assertThat(points.size()).isBetween(60, 62);
        var chart = new Chart(0, 0, 0, 0);
        for (var point : points) {
            chart = new Chart(
                    chart.calls + point.path("calls").asLong(),
                    chart.errors + point.path("errors").asLong(),
                    chart.coldStarts + point.path("cold_starts").asLong(),
                    Math.max(chart.longestMs, point.path("duration_max_ms").asDouble()));
        }
        return chart;
    }

    private static Reply read(String target) {
        return api.send("GET", target, Map.of(), new byte[0]);
    }
}
