package funcgraph.server.acceptance.triggers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import funcgraph.server.PackagedServer;
import funcgraph.server.acceptance.Api;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import tools.jackson.databind.JsonNode;

/** Triggers of type OBS that hear of changes by themselves: from lists of a real S3 server, and from notifications. */
class ObsTriggerAcceptanceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String TOKEN = "zeichen-des-speichers";
    private static final TransientNio2BlobStore BLOBS = new TransientNio2BlobStore();

    @TempDir
    private static Path heard;

    private static S3Proxy objects;
    private static PackagedServer server;

    @BeforeAll
    static void start() throws Exception {
        ((Logger) LoggerFactory.getLogger("org.gaul")).setLevel(Level.WARN);
        for (var bucket : List.of("photos", "kept", "moved")) {
            BLOBS.createContainer(bucket);
        }
        put("photos", "in/old.jpg", "was there before");
        for (int i = 0; i < 600; i++) {
            put("photos", "in/filler%03d.txt".formatted(i), "makes a second page");
        }
        objects = S3Proxy.builder()
                .blobStore(BLOBS)
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V4, "access", "secret-of-the-store")
                .build();
        objects.start();
        server = PackagedServer.prepare()
                .config("""
                        sandbox: {enabled: false}
                        sources: {obs_poll_seconds: 1, obs_token: %s}
                        obs:
                          endpoints:
                          - {url: "http://127.0.0.1:%d", access_key: access, secret_key: secret-of-the-store}
                        """.formatted(TOKEN, objects.getPort()))
                .start();
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
        objects.stop();
    }

    @Test
    void objects_that_are_made_changed_and_removed_are_heard_of_in_the_shape_of_s3() {
        var fired = Fired.create(Api.of(server), "photos", heard);
        fired.trigger("OBS", """
                {'bucket': 'photos', 'events': ['s3:ObjectCreated:*', 's3:ObjectRemoved:*'],
                 'prefix': 'in/', 'suffix': '.jpg', 'name': 'pictures'}""");
        put("photos", "in/a b.jpg", "first");
        put("photos", "in/a b.txt", "of another suffix");
        put("photos", "out/a b.jpg", "of another prefix");

        var created = awaitEvents(fired, 1).getLast();
        assertThat(created.path("Records")).hasSize(1);
        var record = created.path("Records").path(0);
        assertThat(Instant.parse(record.path("eventTime").asString()))
                .isAfter(Instant.now().minusSeconds(60));
        var object = record.path("s3").path("object");
        assertThat(object.path("sequencer").asString()).matches("[0-9A-F]{16}");
        assertThat(record.toString())
                .isEqualTo("{\"eventVersion\":\"2.0\",\"eventSource\":\"aws:s3\",\"awsRegion\":\"cn-north-1\","
                        + "\"eventTime\":" + record.path("eventTime")
                        + ",\"eventName\":\"ObjectCreated:Put\",\"userIdentity\":{\"principalId\":\"\"},"
                        + "\"requestParameters\":{\"sourceIPAddress\":\"\"},"
                        + "\"responseElements\":{\"x-amz-request-id\":\"\",\"x-amz-id-2\":\"\"},"
                        + "\"s3\":{\"s3SchemaVersion\":\"1.0\",\"configurationId\":\"pictures\","
                        + "\"bucket\":{\"name\":\"photos\",\"ownerIdentity\":{\"PrincipalId\":\"\"},"
                        + "\"arn\":\"arn:aws:s3:::photos\"},"
                        + "\"object\":{\"key\":\"in/a+b.jpg\",\"eTag\":\"8b04d5e3775d298e78455efc5ca404d5\",\"size\":5,"
                        + "\"versionId\":\"\",\"sequencer\":" + object.path("sequencer") + "}}}");

        put("photos", "in/a b.jpg", "second");
        assertThat(name(awaitEvents(fired, 2).getLast())).isEqualTo("ObjectCreated:Put in/a+b.jpg");
        BLOBS.removeBlob("photos", "in/old.jpg");
        assertThat(name(awaitEvents(fired, 3).getLast())).isEqualTo("ObjectRemoved:Delete in/old.jpg");
    }

    @Test
    void a_kill_and_a_restart_lose_no_change_and_repeat_none() {
        var fired = Fired.create(Api.of(server), "kept", heard);
        fired.trigger("OBS", "{'bucket': 'kept', 'events': ['s3:ObjectCreated:*']}");
        for (int i = 0; i < 10; i++) {
            put("kept", "k%03d".formatted(i), "x");
        }
        awaitEvents(fired, 1);
        server.kill();
        for (int i = 10; i < 20; i++) {
            put("kept", "k%03d".formatted(i), "x");
        }
        server = server.restart();
        for (int i = 20; i < 30; i++) {
            put("kept", "k%03d".formatted(i), "x");
        }

        var all = IntStream.range(0, 30)
                .mapToObj("ObjectCreated:Put k%03d"::formatted)
                .toList();
        assertThat(awaitEvents(fired, 30).stream().map(ObsTriggerAcceptanceTest::name))
                .containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void a_trigger_that_is_changed_or_removed_does_not_hear_what_it_did() {
        var fired = Fired.create(Api.of(server), "moved", heard);
        var id = fired.trigger("OBS", "{'bucket': 'moved', 'events': ['s3:ObjectCreated:*'], 'prefix': 'a/'}")
                .json()
                .path("trigger_id")
                .asString();
        put("moved", "a/1", "x");
        awaitEvents(fired, 1);

        fired.send("PUT", "/OBS/" + id, "{'event_data': {'prefix': 'b/'}}").ok();
        put("moved", "a/2", "x");
        put("moved", "b/1", "x");
        assertThat(name(awaitEvents(fired, 2).getLast())).isEqualTo("ObjectCreated:Put b/1");

        fired.send("DELETE", "/OBS/" + id, "").gone();
        put("moved", "b/2", "x");
        fired.trigger("OBS", "{'bucket': 'moved', 'events': ['s3:ObjectCreated:*'], 'prefix': 'c/'}");
        put("moved", "c/1", "x");
        awaitEvents(fired, 3);
        assertThat(fired.events().stream().map(ObsTriggerAcceptanceTest::name))
                .containsExactly("ObjectCreated:Put a/1", "ObjectCreated:Put b/1", "ObjectCreated:Put c/1");
    }

    @Test
    void the_stores_own_notifications_are_taken_from_whoever_has_the_token() throws Exception {
        var fired = Fired.create(Api.of(server), "told", heard);
        fired.trigger("OBS", "{'bucket': 'elsewhere', 'events': ['s3:ObjectRemoved:*'], 'suffix': ' c.txt'}");
        var body = """
                {"EventName": "s3:ObjectRemoved:Delete", "Key": "elsewhere/b%2Fa+c.txt", "Records": [
                 {"eventVersion": "2.0", "eventSource": "minio:s3", "awsRegion": "", "eventTime": "2026-01-02T03:04:05.678Z",
                  "eventName": "s3:ObjectRemoved:Delete", "userIdentity": {"principalId": "minio"},
                  "requestParameters": {"principalId": "minio", "region": "", "sourceIPAddress": "10.0.0.7"},
                  "responseElements": {"x-amz-request-id": "R", "x-amz-id-2": "I"},
                  "s3": {"s3SchemaVersion": "1.0", "configurationId": "Config",
                   "bucket": {"name": "elsewhere", "ownerIdentity": {"principalId": "minio"}, "arn": "arn:aws:s3:::elsewhere"},
                   "object": {"key": "b%2Fa+c.txt", "sequencer": "17"}}},
                 {"eventName": "s3:ObjectRemoved:Delete", "s3": {"bucket": {"name": "elsewhere"}, "object": {"key": "other"}}}]}
                """;

        assertThat(notify(body, "Bearer " + TOKEN + "x").statusCode()).isEqualTo(401);
        assertThat(notify(body, "").statusCode()).isEqualTo(401);
        assertThat(notify("{\"Service\": \"Amazon S3\", \"Event\": \"s3:TestEvent\"}", "Bearer " + TOKEN)
                        .statusCode())
                .isEqualTo(202);
        assertThat(notify("{\"Records\": [{}]}", "Bearer " + TOKEN).body()).contains("Records[0]");
        var taken = notify(body, "Bearer " + TOKEN);
        assertThat(taken.statusCode()).as(taken::body).isEqualTo(202);
        assertThat(Api.json(taken.body()).path("request_ids")).hasSize(1);

        var record = awaitEvents(fired, 1).getLast().path("Records").path(0);
        assertThat(name(fired.events().getLast())).isEqualTo("ObjectRemoved:Delete b/a+c.txt");
        assertThat(record.path("eventTime").asString()).isEqualTo("2026-01-02T03:04:05.678Z");
        assertThat(record.path("requestParameters").path("sourceIPAddress").asString())
                .isEqualTo("10.0.0.7");
        assertThat(server.output()).noneMatch(line -> line.contains(TOKEN));
    }

    private static HttpResponse<String> notify(String body, String authorization) throws Exception {
        var address = server.endpoint() + "/obs/notifications/" + Api.of(server).projectId();
        var request = HttpRequest.newBuilder(URI.create(address))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        try (var http = HttpClient.newHttpClient()) {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    private static List<JsonNode> awaitEvents(Fired fired, int count) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(fired.events()).hasSizeGreaterThanOrEqualTo(count));
        return fired.events();
    }

    private static String name(JsonNode event) {
        var record = event.path("Records").path(0);
        return record.path("eventName").asString() + " "
                + record.path("s3").path("object").path("key").asString();
    }

    private static void put(String bucket, String key, String content) {
        var bytes = content.getBytes(UTF_8);
        BLOBS.putBlob(
                PutObjectRequest.builder()
                        .bucket(bucket)
                        .key(key)
                        .contentLength((long) bytes.length)
                        .build(),
                new ByteArrayInputStream(bytes));
    }
}
