package funcgraph.server.acceptance.async;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import funcgraph.server.PackagedServer;
import funcgraph.server.acceptance.Api;
import funcgraph.server.acceptance.Sample;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import tools.jackson.databind.JsonNode;

/** Configurations of asynchronous invocation, and what comes of them: retries, ages, destinations that are real servers. */
class AsyncConfigAcceptanceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final String TOPIC = "urn:smn:cn-north-1:p:orders";
    private static final List<JsonNode> POSTED = new CopyOnWriteArrayList<>();
    private static final AtomicInteger TO_REFUSE = new AtomicInteger();

    private static final TransientNio2BlobStore OBJECTS = new TransientNio2BlobStore();
    private static HttpServer endpoint;
    private static S3Proxy bucket;
    private static PackagedServer server;
    private static Api api;

    @BeforeAll
    static void start() throws Exception {
        endpoint = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        endpoint.createContext("/", exchange -> {
            var body = exchange.getRequestBody().readAllBytes();
            boolean refused = TO_REFUSE.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
            if (!refused) {
                POSTED.add(Api.json(new String(body, StandardCharsets.UTF_8)));
            }
            exchange.sendResponseHeaders(refused ? 503 : 204, -1);
            exchange.close();
        });
        endpoint.start();
        OBJECTS.createContainer(CreateBucketRequest.builder().bucket("outcomes").build());
        bucket = S3Proxy.builder()
                .blobStore(OBJECTS)
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V4, "access", "secret")
                .build();
        bucket.start();
        var address = "http://127.0.0.1:" + endpoint.getAddress().getPort();
        server = PackagedServer.prepare()
                .config("""
                destinations:
                  smn: [{topic_urn: "%s", url: "%s/smn"}]
                  dis: [{stream_name: audit, url: "%s/dis"}]
                obs:
                  endpoints: [{url: "http://127.0.0.1:%d", access_key: access, secret_key: secret}]
                """.formatted(TOPIC, address, address, bucket.getPort()))
                .start();
        api = Api.of(server);
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
        bucket.stop();
        endpoint.stop(0);
    }

    @Test
    void a_configuration_is_made_shown_replaced_listed_and_deleted() {
        create("configured", "return 1");
        api.asyncConfig("GET", "configured", "").refused(404, "FSS.0404");
        api.asyncConfig("DELETE", "configured", "").refused(404, "FSS.0404");

        var made = api.asyncConfig("PUT", "configured", "{}").ok().json();

        assertThat(made.path("func_urn").asString()).isEqualTo(api.urn("configured") + ":latest");
        assertThat(made.path("max_async_event_age_in_seconds").asInt()).isEqualTo(3600);
        assertThat(made.path("max_async_retry_attempts").asInt()).isEqualTo(1);
        assertThat(made.path("created_time").asString()).isNotEmpty();
        var param = "{\\\"topic_urn\\\": \\\"" + TOPIC + "\\\"}";
        var changed =
                api.asyncConfig("PUT", "configured", """
                {"max_async_event_age_in_seconds": 60, "max_async_retry_attempts": 3, "enable_async_status_log": true,
                 "destination_config": {"on_success": {"destination": "SMN", "param": "%s"}}}""".formatted(param)).ok().json();
        assertThat(changed.path("destination_config")
                        .path("on_success")
                        .path("param")
                        .asString())
                .isEqualTo("{\"topic_urn\": \"" + TOPIC + "\"}");
        assertThat(changed.path("destination_config")
                        .path("on_failure")
                        .path("destination")
                        .asString("-"))
                .isEmpty();
        assertThat(changed.path("enable_async_status_log").asBoolean()).isTrue();
        assertThat(api.asyncConfig("GET", "configured", "").ok().json()).isEqualTo(changed);
        var list = api.send("GET", api.functions() + "/configured/async-invoke-configs", Map.of(), new byte[0])
                .ok()
                .json();
        assertThat(list.path("count").asInt()).isEqualTo(1);
        assertThat(list.path("async_invoke_configs").get(0)).isEqualTo(changed);
        assertThat(list.path("page_info").path("current_count").asInt()).isEqualTo(1);
        api.asyncConfig("DELETE", "configured", "").gone();
        api.asyncConfig("GET", "configured", "").refused(404, "FSS.0404");
    }

    @Test
    void a_bad_configuration_is_refused_with_all_that_is_wrong() {
        create("wrong", "return 1");

        var message =
                api.asyncConfig("PUT", "wrong", """
                {"max_async_event_age_in_seconds": 0, "max_async_retry_attempts": 4,
                 "destination_config": {"on_success": {"destination": "FTP", "param": "{}"},
                                        "on_failure": {"destination": "OBS", "param": "nothing"}}}""").refused(400, "FSS.0400").message();

        assertThat(message)
                .contains("max_async_event_age_in_seconds is 0", "1 to 86400", "max_async_retry_attempts is 4")
                .contains("on_success.destination is 'FTP'", "OBS, SMN, DIS", "on_failure.param");
        refusedDestination("SMN", "{\\\"topic_urn\\\": \\\"urn:other\\\"}", "destinations.smn");
        refusedDestination("DIS", "{\\\"stream_name\\\": \\\"other\\\"}", "destinations.dis");
        refusedDestination("OBS", "{\\\"bucket\\\": \\\"outcomes\\\", \\\"expires\\\": 366}", "0 to 365");
        refusedDestination("FunctionGraph", "{\\\"func_urn\\\": \\\"" + api.urn("nobody") + "\\\"}", "a function of");
        refusedDestination("FunctionGraph", "{\\\"func_urn\\\": \\\"" + api.urn("wrong") + "\\\"}", "another function");
        api.asyncConfig("PUT", "wrong", "{\"max_async_retry_attempts\": \"1\"}").refused(400, "FSS.0400");
        api.asyncConfig("GET", "wrong", "").refused(404, "FSS.0404");
    }

    @Test
    void a_version_and_an_alias_have_configurations_of_their_own() {
        create("versioned", "return 1");
        api.send("POST", api.functions() + "/versioned/versions", Map.of(), bytes("{\"version\": \"v1\"}"))
                .ok();
        var version = api.urn("versioned") + ":v1";

        api.asyncConfig("PUT", version, "{\"max_async_retry_attempts\": 0}").ok();

        api.asyncConfig("GET", "versioned", "").refused(404, "FSS.0404");
        assertThat(api.asyncConfig("GET", version, "")
                        .ok()
                        .json()
                        .path("func_urn")
                        .asString())
                .isEqualTo(version);
        assertThat(ended(version, accept(version, "{}")).path("status").asString())
                .isEqualTo("SUCCESS");
        api.delete(version).gone();
        api.asyncConfig("GET", version, "").refused(404, "FSS.1052");
    }

    @Test
    void a_failing_function_is_tried_again_and_its_end_is_told_to_a_topic() {
        create("failing", "raise ValueError('again')");
        configure("failing", 3600, 2, "on_failure", "SMN", "{\\\"topic_urn\\\": \\\"" + TOPIC + "\\\"}");

        var id = accept("failing", "{\"n\": 7}");

        assertThat(ended("failing", id).path("status").asString()).isEqualTo("FAIL");
        var message = posted(id);
        assertThat(message.path("timestamp").asString()).matches("\\d{4}-\\d\\d-\\d\\dT.*\\.\\d{3}Z");
        var context = message.path("request_context");
        assertThat(context.path("function_urn").asString()).isEqualTo(api.urn("failing") + ":latest");
        assertThat(context.path("condition").asString()).isEqualTo("RetriesExhausted");
        assertThat(context.path("approximate_invoke_count").asInt()).isEqualTo(3);
        assertThat(message.path("request_payload").path("n").asInt()).isEqualTo(7);
        assertThat(message.path("response_context").path("status_code").asInt()).isEqualTo(500);
        assertThat(message.path("response_context").path("function_error").asString())
                .contains("4002", "again");
        assertThat(message.path("response_payload").path("errorMessage").asString())
                .contains("again");
    }

    @Test
    void a_result_is_told_to_a_stream_that_did_not_take_it_at_first() {
        create("streamed", "return {'sum': event['a'] + 1}");
        configure("streamed", 3600, 0, "on_success", "DIS", "{\\\"stream_name\\\": \\\"audit\\\"}");
        TO_REFUSE.set(2);

        var message = posted(accept("streamed", "{\"a\": 41}"));

        assertThat(message.path("response_payload").path("sum").asInt()).isEqualTo(42);
        assertThat(message.path("request_context").path("condition").asString()).isEqualTo("Success");
        assertThat(message.path("response_context").path("status_code").asInt()).isEqualTo(200);
    }

    @Test
    void an_event_as_deep_as_any_may_be_is_told_as_text_and_stops_nothing() {
        create("deep", "return 'fine'");
        configure("deep", 3600, 0, "on_success", "DIS", "{\\\"stream_name\\\": \\\"audit\\\"}");
        var nested = "[".repeat(500) + "]".repeat(500);

        assertThat(posted(accept("deep", nested)).path("request_payload").asString())
                .isEqualTo(nested);
        assertThat(posted(accept("deep", "{}")).path("response_payload").asString())
                .isEqualTo("fine");
    }

    @Test
    void another_function_is_told_without_what_is_too_large_for_an_event() {
        create("told", "return [event['response_payload'], event['response_payload_bytes']]");
        configure("told", 3600, 0, "on_success", "DIS", "{\\\"stream_name\\\": \\\"audit\\\"}");
        create("large", "return 'y' * 150000");
        configure(
                "large", 3600, 0, "on_success", "FunctionGraph", "{\\\"func_urn\\\": \\\"" + api.urn("told") + "\\\"}");

        accept("large", "\"" + "x".repeat(150_000) + "\"");

        await("the second function to be told")
                .atMost(PATIENCE)
                .until(() -> POSTED.stream()
                        .anyMatch(
                                each -> each.path("response_payload").toString().equals("[null,150002]")));
    }

    @Test
    void a_result_becomes_an_object_and_another_function_runs_with_it() {
        create("second", "assert event['response_payload'] == 'first says', event");
        configure(
                "second",
                3600,
                0,
                "on_success",
                "OBS",
                "{\\\"bucket\\\": \\\"outcomes\\\", \\\"prefix\\\": \\\"a/\\\"}");
        create("first", "return 'first says'");
        configure(
                "first",
                3600,
                0,
                "on_success",
                "FunctionGraph",
                "{\\\"func_urn\\\": \\\"" + api.urn("second") + "\\\"}");

        var id = accept("first", "{}");

        await("the object of the second")
                .atMost(PATIENCE)
                .until(() -> !OBJECTS.list("outcomes").contents().isEmpty());
        var key = OBJECTS.list("outcomes").contents().getFirst().key();
        assertThat(key).matches("a/\\d{4}/\\d\\d/\\d\\d/[0-9a-f-]{36}\\.json");
        var told = Api.json(object(key));
        assertThat(told.path("request_payload")
                        .path("request_context")
                        .path("request_id")
                        .asString())
                .isEqualTo(id);
    }

    @Test
    void what_is_too_old_is_discarded_and_that_is_told() {
        create("busy", "import time; time.sleep(5)");
        configure("busy", 2, 0, "on_failure", "DIS", "{\\\"stream_name\\\": \\\"audit\\\"}");
        api.updateConfig("busy", "{\"timeout\": 60, \"strategy_config\": {\"concurrency\": 1}}")
                .ok();
        accept("busy", "{}");

        var id = accept("busy", "{}");

        var ended = ended("busy", id);
        assertThat(ended.path("status").asString()).isEqualTo("DISCARD");
        assertThat(ended.path("error_message").asString()).contains("2 s");
        assertThat(posted(id).path("request_context").path("condition").asString())
                .isEqualTo("EventAgeExceeded");
    }

    private static void refusedDestination(String kind, String param, String said) {
        var body = "{\"destination_config\": {\"on_failure\": {\"destination\": \"%s\", \"param\": \"%s\"}}}"
                .formatted(kind, param);
        assertThat(api.asyncConfig("PUT", "wrong", body)
                        .refused(400, "FSS.0400")
                        .message())
                .contains(said);
    }

    private static void configure(String name, int age, int retries, String end, String kind, String param) {
        api.asyncConfig("PUT", name, """
                {"max_async_event_age_in_seconds": %d, "max_async_retry_attempts": %d,
                 "destination_config": {"%s": {"destination": "%s", "param": "%s"}}}""".formatted(age, retries, end, kind, param))
                .ok();
    }

    private static JsonNode posted(String id) {
        await("told of " + id).atMost(PATIENCE).until(() -> POSTED.stream().anyMatch(each -> isAbout(each, id)));
        return POSTED.stream().filter(each -> isAbout(each, id)).findFirst().orElseThrow();
    }

    private static boolean isAbout(JsonNode message, String id) {
        return message.path("request_context").path("request_id").asString().equals(id);
    }

    private static String object(String key) {
        try (var blob = OBJECTS.getBlob("outcomes", key)) {
            var bytes = new ByteArrayOutputStream();
            blob.transferTo(bytes);
            return bytes.toString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void create(String name, String body) {
        api.create(Sample.inline(
                        name, "Python3.9", "index.handler", "def handler(event, context):\n    " + body + "\n"))
                .ok();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String accept(String name, String event) {
        var answer = api.invokeAsync(name, event);
        assertThat(answer.status()).as(answer::text).isEqualTo(202);
        return answer.json().path("request_id").asString();
    }

    private static JsonNode ended(String name, String id) {
        await(name + " " + id)
                .atMost(PATIENCE)
                .until(() -> !one(name, id).path("status").asString().matches("WAIT|RUNNING"));
        return one(name, id);
    }

    private static JsonNode one(String name, String id) {
        return api.asyncInvocations(name, "?request_id=" + id)
                .ok()
                .json()
                .path("invocations")
                .get(0);
    }
}
