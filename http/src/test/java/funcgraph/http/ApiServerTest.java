package funcgraph.http;

import static org.assertj.core.api.Assertions.assertThat;

import funcgraph.contract.ErrorCode;
import funcgraph.domain.Ids;
import funcgraph.engine.trace.Tracing;
import funcgraph.http.auth.IdentityFixture;
import funcgraph.http.exchange.Answer;
import funcgraph.http.exchange.Rejected;
import funcgraph.http.exchange.Route;
import funcgraph.http.exchange.RouteTable;
import funcgraph.http.metrics.RequestCounts;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The server itself, with two routes of the data plane and room for two bodies. */
class ApiServerTest {

    private static final int BODY_BYTES = 400;
    private static final int BUDGET_BYTES = 1000;
    private static final int REQUESTS = 10;

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private int port;

    @BeforeEach
    void start() {
        var routes = new RouteTable(
                List.of(onLoop("/known", new Route.Access.Known()), onLoop("/open", new Route.Access.Open())));
        var identity = new IdentityFixture(Instant.parse("2026-01-01T00:00:00Z"));
        var server = new ApiServer(
                vertx,
                routes,
                identity.authenticator,
                new Ids(ThreadLocalRandom::current),
                new ApiServer.Settings(1, 0, BUDGET_BYTES, Duration.ofMinutes(1)),
                new RequestCounts(),
                Tracing.off());
        port = server.start("127.0.0.1", 0)
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    @AfterEach
    void stop() {
        client.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void a_caller_without_proof_does_not_use_up_the_room_for_bodies() throws Exception {
        for (int i = 0; i < REQUESTS; i++) {
            assertThat(post("/known", "x")).isEqualTo(401);
        }
    }

    @Test
    void a_handler_that_refuses_does_not_use_up_the_room_for_bodies() throws Exception {
        for (int i = 0; i < REQUESTS; i++) {
            assertThat(post("/open", "x")).isEqualTo(400);
        }
    }

    @Test
    void a_handler_that_answers_does_not_use_up_the_room_for_bodies() throws Exception {
        for (int i = 0; i < REQUESTS; i++) {
            assertThat(post("/open", " ")).isEqualTo(204);
        }
    }

    @Test
    void a_browser_is_led_from_the_root_to_the_console_and_a_program_is_not() throws Exception {
        var browser = get("/", "text/html,*/*");
        assertThat(browser.statusCode()).isEqualTo(302);
        assertThat(browser.headers().firstValue("Location")).hasValue("/console/");

        assertThat(get("/", "application/json").statusCode()).isEqualTo(404);
    }

    /** True with and without npm on the machine that built this: without, it is the page that says so. */
    @Test
    void every_answer_of_the_console_forbids_what_the_console_does_not_need() throws Exception {
        for (var path : List.of("/console/", "/console/functions", "/console/assets/none.js")) {
            var answer = get(path, "*/*");

            assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
                    .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe");
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        }
        assertThat(post("/console/", "x")).isEqualTo(405);
        assertThat(get("/consoles", "text/html").headers().firstValue("Content-Security-Policy"))
                .isEmpty();
    }

    @Test
    void what_is_no_request_is_refused_and_the_answer_says_that_the_connection_ends() throws Exception {
        assertLast("GET / HTTP/1.1\r\nX-Long: " + "x".repeat(100_000) + "\r\n\r\n", 431, ErrorCode.HEADERS_TOO_LARGE);
        assertLast("GET /" + "x".repeat(100_000) + " HTTP/1.1\r\n\r\n", 414, ErrorCode.ADDRESS_TOO_LONG);
        assertLast("GET / HTTP/one\r\n\r\n", 400, ErrorCode.INVALID_PARAMETER);
    }

    private void assertLast(String sent, int status, ErrorCode code) throws Exception {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(sent.getBytes(StandardCharsets.ISO_8859_1));
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).containsPattern("^HTTP/1\\.[01] " + status + " ").contains('"' + code.wireCode() + '"');
            assertThat(answer.toLowerCase(Locale.ROOT)).contains("connection: close\r\n", "x-request-id: ");
        }
    }

    private HttpResponse<String> get(String path, String accept) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(30))
                .header("Accept", accept)
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static Route onLoop(String path, Route.Access access) {
        return new Route(
                "POST", path, access, BODY_BYTES, ErrorCode.EVENT_TOO_LARGE, new Route.Handler.OnLoop(request -> {
                    if (request.body()[0] == 'x') {
                        throw new Rejected(ErrorCode.INVALID_PARAMETER, "the body begins with x");
                    }
                    return Future.succeededFuture(Answer.noContent());
                }));
    }

    private int post(String path, String letter) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(30))
                .POST(HttpRequest.BodyPublishers.ofString(letter.repeat(BODY_BYTES)))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }
}
