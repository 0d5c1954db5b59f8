package funcgraph.server.acceptance.triggers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import funcgraph.server.PackagedServer;
import funcgraph.server.acceptance.Api;
import funcgraph.server.acceptance.Proof;
import funcgraph.server.acceptance.Sample;
import funcgraph.server.acceptance.SignIn;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The HTTP gateway of APIG triggers, with real functions behind it. */
class GatewayAcceptanceTest {

    /** Answers with its event, or with what the query's {@code answer} says. */
    private static final String SOURCE = """
            import json, time
            def handler(event, context):
                query = event["queryStringParameters"]
                if "sleep" in query:
                    time.sleep(float(query["sleep"]))
                if "fail" in query:
                    raise ValueError("inside")
                if "answer" in query:
                    return json.loads(query["answer"])
                return {"statusCode": 200, "headers": {"Content-Type": "application/json", "X-Many": ["1", "2"],
                        "Connection": "close", "X-Number": 7}, "body": json.dumps(event), "isBase64Encoded": False}
            """;

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static final AtomicInteger NAMES = new AtomicInteger();

    private static PackagedServer server;
    private static Api api;

    @TempDir
    private static Path heard;

    @BeforeAll
    static void start() {
        server = PackagedServer.prepare()
                .config("sandbox: {enabled: false}\n"
                        + "gateway: {apps: [{name: a, code: app-code, key: app-key, secret: app-secret}]}\n"
                        + "users:\n" + user("other", "elsewhere") + user("caller", "*")
                        + "projects: [{id: elsewhere, name: elsewhere}]\n")
                .start();
        api = Api.of(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void a_function_hears_the_whole_request_and_its_answer_comes_back() {
        var url = api("ANY", "SWA", "/users/{id}/files/{proxy+}", "{}");
        assertThat(url).startsWith(server.endpoint() + "/gateway/").endsWith("/RELEASE/users/{id}/files/{proxy+}");

        var address = url.replace("{id}", "a%20b").replace("{proxy+}", "x/y%2Fz");
        var answer = send(
                "PUT",
                address + "?q=1&q=2&one=%C3%BC&empty",
                "hello".getBytes(UTF_8),
                "X-Thing",
                "a",
                "X-Thing",
                "b",
                "X-Auth-Token",
                "mine");

        assertThat(answer.statusCode()).as(text(answer)).isEqualTo(200);
        assertThat(answer.headers().allValues("X-Many")).containsExactly("1", "2");
        assertThat(answer.headers().firstValue("X-Number")).contains("7");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        var event = json(answer);
        assertThat(event.path("httpMethod").asString()).isEqualTo("PUT");
        assertThat(event.path("path").asString()).isEqualTo("/users/a b/files/x/y/z");
        assertThat(event.path("pathParameters").path("id").asString()).isEqualTo("a b");
        assertThat(event.path("pathParameters").path("proxy").asString()).isEqualTo("x/y/z");
        assertThat(event.path("queryStringParameters").toString())
                .isEqualTo("{\"q\":[\"1\",\"2\"],\"one\":\"ü\",\"empty\":\"\"}");
        assertThat(event.path("headers").path("x-thing").asString()).isEqualTo("a,b");
        assertThat(event.path("headers").path("x-auth-token").asString()).isEqualTo("mine");
        assertThat(event.path("isBase64Encoded").asBoolean()).isTrue();
        assertThat(new String(Base64.getDecoder().decode(event.path("body").asString()), UTF_8))
                .isEqualTo("hello");
        assertThat(event.at("/requestContext/stage").asString()).isEqualTo("RELEASE");
        assertThat(event.at("/requestContext/sourceIp").asString()).isEqualTo("127.0.0.1");
        assertThat(event.at("/requestContext/requestId").asString())
                .isEqualTo(answer.headers().firstValue("X-Request-Id").orElse(""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'plain'                                     | 500 | FSS.1206",
                "[1]                                         | 500 | FSS.1206",
                "{'body': 'x'}                               | 500 | FSS.1202",
                "{'statusCode': 0}                           | 500 | FSS.1202",
                "{'statusCode': '200'}                       | 500 | FSS.1202",
                "{'statusCode': 99}                          | 500 | FSS.1206",
                "{'statusCode': 200, 'body': {'a': 1}}       | 500 | FSS.1206",
                "{'statusCode': 200, 'body': '*', 'isBase64Encoded': true} | 500 | FSS.1206",
                "{'statusCode': 200, 'headers': {'a b': 'c'}} | 500 | FSS.1206",
                "{'statusCode': 418, 'body': 'tea'}          | 418 | tea",
                "{'statusCode': 201, 'body': 'dGVh', 'isBase64Encoded': true} | 201 | tea",
                "{'statusCode': 204}                         | 204 | ",
                "{'statusCode': 302, 'headers': {'Location': '/x'}} | 302 | ",
            })
    void what_a_function_answers_decides_the_answer(String wanted, int status, String expected) {
        var url = api("GET", "NORMAL", "/answer", "{}");
        var query = java.net.URLEncoder.encode(wanted.replace('\'', '"'), UTF_8);

        var answer = send("GET", url + "?answer=" + query, new byte[0]);

        assertThat(answer.statusCode()).as(text(answer)).isEqualTo(status);
        assertThat(text(answer)).contains(expected == null ? "" : expected).doesNotContain("Traceback");
    }

    @Test
    void failures_and_time_are_told_without_the_inside() {
        var url = api("GET", "NORMAL", "/fail", "{'func_info': {'timeout': 1000}}");

        var failed = send("GET", url + "?fail=1", new byte[0]);
        assertThat(failed.statusCode()).isEqualTo(500);
        assertThat(json(failed).path("error_code").asString()).isEqualTo("FSS.1206");
        assertThat(text(failed)).doesNotContain("inside").doesNotContain("index.py");
        var late = send("GET", url + "?sleep=2.5", new byte[0]);
        assertThat(late.statusCode()).isEqualTo(504);
        assertThat(json(late).path("error_code").asString()).isEqualTo("APIG.0201");
        assertThat(send("GET", url.replace("/fail", "/other"), new byte[0]).statusCode())
                .isEqualTo(404);
        assertThat(send("POST", url, new byte[0]).statusCode()).isEqualTo(404);
        assertThat(send("GET", server.endpoint() + "/gateway/nowhere", new byte[0])
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void iam_apis_take_tokens_and_signatures_of_those_who_may_invoke_in_the_project() {
        var url = api("POST", "NORMAL", "/mine", "{'auth': 'IAM'}");
        var path = URI.create(url).getRawPath();
        var body = "{}".getBytes(UTF_8);

        assertThat(send("POST", url, body).statusCode()).isEqualTo(401);
        assertThat(send("POST", url, body, "X-Auth-Token", "no token").statusCode())
                .isEqualTo(401);
        var signed = api.send("POST", path, Map.of(), body).ok();
        assertThat(signed.json().path("headers").has("authorization")).isFalse();
        var other = api.as(new Proof.Keys("access-other", SignIn.secretKey("other")))
                .send("POST", path, Map.of(), body);
        assertThat(other.status()).isEqualTo(403);
        assertThat(api.as(new Proof.Keys("access-other", "wrong"))
                        .send("POST", path, Map.of(), body)
                        .status())
                .isEqualTo(401);
        api.as(SignIn.token(server, "caller", api.projectId()))
                .send("POST", path, Map.of(), body)
                .ok();
    }

    @Test
    void app_apis_take_codes_and_signatures_of_apps() {
        var url = api("POST", "NORMAL", "/apps", "{'auth': 'APP'}");
        var path = URI.create(url).getRawPath();
        var body = "{}".getBytes(UTF_8);

        assertThat(send("POST", url, body).statusCode()).isEqualTo(401);
        assertThat(send("POST", url, body, "X-Apig-AppCode", "other").statusCode())
                .isEqualTo(401);
        var known = send("POST", url, body, "X-Apig-AppCode", "app-code");
        assertThat(known.statusCode()).isEqualTo(200);
        assertThat(text(known)).doesNotContain("app-code");
        api.as(new Proof.Keys("app-key", "app-secret"))
                .send("POST", path, Map.of(), body)
                .ok();
        assertThat(api.as(new Proof.Keys("app-key", "wrong"))
                        .send("POST", path, Map.of(), body)
                        .status())
                .isEqualTo(401);
        assertThat(api.as(new Proof.Keys("app-key", "app-secret")).list("").status())
                .isEqualTo(401);
    }

    @Test
    void an_asynchronous_api_answers_at_once_and_the_function_hears_it() {
        var fired = Fired.create(api, "async-" + NAMES.incrementAndGet() + "f", heard);
        var url = invokeUrl(
                fired,
                data("POST", "NORMAL", "/later", "{'func_info': {'timeout': 1000, 'invocation_type': 'async'}}"));

        var answer = send("POST", url, "x".getBytes(UTF_8));

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(json(answer).path("request_id").asString()).isNotEmpty();
        await().atMost(Duration.ofSeconds(20)).until(() -> fired.events().size() == 1);
        assertThat(fired.events().getFirst().path("body").asString()).isEqualTo("eA==");
    }

    @Test
    void browsers_may_ask_before_they_call() {
        var url = api("POST", "NORMAL", "/cors", "{}");

        var asked = send(
                "OPTIONS",
                url,
                new byte[0],
                "Origin",
                "https://elsewhere.example",
                "Access-Control-Request-Method",
                "POST",
                "Access-Control-Request-Headers",
                "x-a");
        assertThat(asked.statusCode()).isEqualTo(204);
        assertThat(asked.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
        assertThat(asked.headers().firstValue("Access-Control-Allow-Methods")).contains("POST");
        assertThat(asked.headers().firstValue("Access-Control-Allow-Headers")).contains("x-a");
        var called = send("POST", url, new byte[0], "Origin", "https://elsewhere.example");
        assertThat(called.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
        assertThat(send(
                                "OPTIONS",
                                url,
                                new byte[0],
                                "Origin",
                                "https://x.example",
                                "Access-Control-Request-Method",
                                "PUT")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void apis_are_unique_in_their_group_and_two_groups_may_have_one_path() {
        var name = function();
        var fired = new Fired(api, name, heard);
        var first = invokeUrl(fired, data("GET", "NORMAL", "/same/{a}", "{'group_id': 'one'}"));
        var second = invokeUrl(fired, data("GET", "NORMAL", "/same/{a}", "{'group_id': 'two'}"));

        assertThat(first).isNotEqualTo(second);
        assertThat(send("GET", first.replace("{a}", "1"), new byte[0]).statusCode())
                .isEqualTo(200);
        assertThat(send("GET", second.replace("{a}", "2"), new byte[0]).statusCode())
                .isEqualTo(200);
        fired.send("POST", "", body(data("GET", "NORMAL", "/same/{b}", "{'group_id': 'one'}")))
                .refused(409, "FSS.1147");
        fired.send("POST", "", body(data("POST", "NORMAL", "/same/{b}", "{'group_id': 'one'}")));
        fired.send("DELETE", "", "").gone();
        assertThat(send("GET", first.replace("{a}", "1"), new byte[0]).statusCode())
                .isEqualTo(404);
    }

    @Test
    void an_api_goes_with_its_function_and_stays_over_a_restart() {
        var name = function();
        var url = invokeUrl(
                new Fired(api, name, heard), data("GET", "SWA", "/gone", "{'env_id': 'test', 'env_name': 'Test'}"));
        assertThat(url).contains("/test/gone");
        assertThat(json(send("GET", url + "/deeper", new byte[0]))
                        .at("/requestContext/stage")
                        .asString())
                .isEqualTo("Test");

        api.delete(name).gone();
        assertThat(send("GET", url, new byte[0]).statusCode()).isEqualTo(404);
        api.create(Sample.inline(name, "Python3.9", "index.handler", SOURCE)).ok();
        assertThat(send("GET", url, new byte[0]).statusCode()).isEqualTo(404);
    }

    @Test
    void a_gateway_on_a_port_of_its_own_keeps_its_apis_over_a_restart(@TempDir Path data) throws IOException {
        int port = freePort();
        var own = PackagedServer.prepare()
                .data(data)
                .config("gateway: {port: " + port + "}\n")
                .start();
        try {
            var there = Api.of(own);
            there.create(Sample.inline("f", "Python3.9", "index.handler", SOURCE))
                    .ok();
            var url = invokeUrl(new Fired(there, "f", heard), data("GET", "NORMAL", "/x", "{}"));
            assertThat(url).startsWith("http://127.0.0.1:" + port + "/").doesNotContain("/gateway");
            assertThat(send("GET", url, new byte[0]).statusCode()).isEqualTo(200);
            own.kill();
            own = own.restart();
            assertThat(send("GET", url, new byte[0]).statusCode()).isEqualTo(200);
        } finally {
            own.close();
        }
    }

    @Test
    void a_large_body_passes_and_one_beyond_the_limit_is_refused() {
        var url = api("POST", "NORMAL", "/large", "{'func_info': {'timeout': 20000}}");

        var answer = send("POST", url, new byte[1 << 20]);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(answer).path("body").asString()).hasSizeGreaterThan(1 << 20);
        assertThat(send("POST", url, new byte[6 << 20]).statusCode()).isEqualTo(413);
    }

    private static String user(String name, String project) {
        return "- {name: %s, password: %s, access_key: access-%s, secret_key: %s, projects: ['%s'], actions: ['*']}\n"
                .formatted(name, SignIn.password(name), name, SignIn.secretKey(name), project);
    }

    private static String function() {
        var name = "behind-" + NAMES.incrementAndGet() + "f";
        api.create(Sample.inline(name, "Python3.9", "index.handler", SOURCE)).ok();
        return name;
    }

    /** A new API with a function of its own; gives its address. */
    private static String api(String method, String match, String path, String fields) {
        return invokeUrl(new Fired(api, function(), heard), data(method, match, path, fields));
    }

    private static String invokeUrl(Fired function, String data) {
        return function.trigger("APIG", data)
                .json()
                .path("event_data")
                .path("invoke_url")
                .asString();
    }

    private static String body(String data) {
        return "{'trigger_type_code': 'APIG', 'event_data': " + data + "}";
    }

    private static String data(String method, String match, String path, String fields) {
        var data = (ObjectNode) Api.json("""
                {"group_id": "g%d", "env_id": "DEFAULT_ENVIRONMENT_RELEASE_ID", "auth": "NONE", "protocol": "HTTP",
                 "name": "API_test", "path": "%s", "match_mode": "%s", "req_method": "%s", "backend_type": "FUNCTION",
                 "type": 1, "func_info": {"timeout": 30000}}""".formatted(NAMES.incrementAndGet(), path, match, method));
        data.setAll((ObjectNode) Api.json(fields.replace('\'', '"')));
        return data.toString();
    }

    private static HttpResponse<byte[]> send(String method, String url, byte[] body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofSeconds(40))
                .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), UTF_8);
    }

    private static JsonNode json(HttpResponse<byte[]> answer) {
        return Api.json(text(answer));
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
