package funcgraph.server.acceptance.runtimes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import funcgraph.contract.HeaderNames;
import funcgraph.server.PackagedServer;
import funcgraph.server.acceptance.Api;
import funcgraph.server.acceptance.Deployed;
import funcgraph.server.acceptance.Sample;
import funcgraph.server.acceptance.Zips;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Functions whose program is their own: {@code Custom} and {@code http}. */
class DirectRuntimesAcceptanceTest {

    /** The manual's sample, but for what it answers. */
    private static final String BOOTSTRAP = """
            #!/bin/sh
            set -o pipefail
            while true
            do
              HEADERS="$(mktemp)"
              EVENT_DATA=$(curl -sS -LD "$HEADERS" -X GET "http://$RUNTIME_API_ADDR/v1/runtime/invocation/request")
              REQUEST_ID=$(grep -Fi x-cff-request-id "$HEADERS" | tr -d '[:space:]' | cut -d: -f2)
              if [ -z "$REQUEST_ID" ]; then continue; fi
              echo "serving $REQUEST_ID"
              if [ "$EVENT_DATA" = '"fail"' ]; then
                curl -sS -X POST "http://$RUNTIME_API_ADDR/v1/runtime/invocation/error/$REQUEST_ID" \\
                  -d '{"errorType": "Refusal", "errorMessage": "no"}'
              else
                curl -sS -X POST "http://$RUNTIME_API_ADDR/v1/runtime/invocation/response/$REQUEST_ID" \\
                  -d "{\\"echo\\": $EVENT_DATA, \\"colour\\": \\"$colour\\"}"
              fi
            done
            """;

    private static final String SERVER = """
            exec python3 -c '
            from http.server import HTTPServer, BaseHTTPRequestHandler
            class Handler(BaseHTTPRequestHandler):
                def do_GET(self):
                    self.send_response(404 if self.path == "/missing" else 200)
                    self.end_headers()
                    self.wfile.write((self.path + " for " + self.headers["X-CFF-Func-Name"]).encode())
            HTTPServer(("", 8000), Handler).serve_forever()
            '
            """;

    private static PackagedServer server;
    private static Api api;

    @BeforeAll
    static void start() {
        server = PackagedServer.start();
        api = Api.of(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void a_custom_function_from_an_archive_answers_and_logs() {
        var request =
                Sample.metadata("custom-zip", "Custom", "bootstrap.handler").put("timeout", 20);
        request.put("user_data", "{\"colour\": \"red\"}");
        api.create(Sample.with(request, "zip", Zips.executable("bootstrap", BOOTSTRAP)))
                .ok();
        var function = new Deployed(api, "custom-zip");
        assertThat(function.result("{\"a\": 1}").toString()).isEqualTo("{\"echo\":{\"a\":1},\"colour\":\"red\"}");
        var second = function.callWithLog("2").ok();
        assertThat(Deployed.log(second)).contains("serving ");
        var failed = function.call("\"fail\"");
        assertThat(failed.header(HeaderNames.FUNC_ERR_CODE)).isEqualTo("4002");
        assertThat(failed.json().path("errorMessage").asString()).isEqualTo("no");
        assertThat(failed.json().path("errorType").asString()).isEqualTo("Refusal");
    }

    @Test
    void an_inline_custom_function_needs_no_mode() {
        var request = Sample.inline("custom-inline", "Custom", "bootstrap.handler", BOOTSTRAP)
                .put("timeout", 20);
        api.create(request).ok();
        assertThat(new Deployed(api, "custom-inline").result("7").path("echo").asInt())
                .isEqualTo(7);
    }

    @Test
    void an_http_function_gets_requests_and_gives_responses() {
        var request = Sample.inline("web", "http", "bootstrap.handler", SERVER).put("timeout", 20);
        api.create(request).ok();
        var function = new Deployed(api, "web");
        JsonNode answer = function.result("{\"httpMethod\": \"GET\", \"path\": \"/shop\", \"headers\": {}}");
        assertThat(answer.path("statusCode").asInt()).isEqualTo(200);
        assertThat(body(answer)).isEqualTo("/shop for web");
        var missing = function.call("{\"httpMethod\": \"GET\", \"path\": \"/missing\"}");
        assertThat(missing.header(HeaderNames.FUNC_ERR_CODE)).isEqualTo("4002");
        assertThat(missing.json().path("statusCode").asInt()).isEqualTo(404);
    }

    @Test
    void a_bootstrap_that_fails_is_reported_with_what_it_printed() {
        var request = Sample.inline("broken", "http", "bootstrap.handler", "echo what a pity >&2; exit 7");
        api.create(request).ok();
        var failed = new Deployed(api, "broken").call("{}");
        assertThat(failed.header(HeaderNames.FUNC_ERR_CODE)).isEqualTo("4009");
        assertThat(failed.json().path("errorMessage").asString()).contains("status 7", "what a pity");
    }

    private static String body(JsonNode answer) {
        return new String(Base64.getDecoder().decode(answer.path("body").asString()), UTF_8);
    }
}
