package funcgraph.server.acceptance.functions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.sun.net.httpserver.HttpServer;
import funcgraph.server.PackagedServer;
import funcgraph.server.acceptance.Api;
import funcgraph.server.acceptance.Sample;
import funcgraph.server.acceptance.Zips;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/** Code and dependencies from an object store: a real S3 server, which checks signatures; and from nowhere else. */
class FunctionsObsAcceptanceTest {

    private static final String SECRET = "geheimnis-des-speichers";
    private static final byte[] FIRST = Zips.of("index.py", "def handler(e, c): return 'first'");
    private static final byte[] SECOND = Zips.of("index.py", "def handler(e, c): return 'second'");
    private static final byte[] USES = Zips.of("index.py", """
            def handler(event, context):
                import third_party
                return third_party.NAME
            """);

    private static final AtomicInteger TRESPASSES = new AtomicInteger();

    private static S3Proxy objects;
    private static HttpServer forbidden;
    private static HttpServer redirecting;
    private static PackagedServer server;
    private static Api api;

    @BeforeAll
    static void start() throws Exception {
        // The server's own logging is on the class path of its tests and would let S3Proxy say all it does.
        ((Logger) LoggerFactory.getLogger("org.gaul")).setLevel(Level.WARN);
        var store = new TransientNio2BlobStore();
        store.createContainer(CreateBucketRequest.builder().bucket("code").build());
        put(store, "first.zip", FIRST);
        put(store, "dir/second.zip", SECOND);
        put(store, "uses.zip", USES);
        put(store, "dependency.zip", Zips.of("third_party.py", "NAME = 'from afar'"));
        put(store, "broken.zip", "no zip at all".getBytes(UTF_8));
        put(store, "climbing.zip", Zips.of("../escaped", "x"));
        put(store, "large.zip", new byte[100_001]);
        objects = S3Proxy.builder()
                .blobStore(store)
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V4, "access", SECRET)
                .build();
        objects.start();
        forbidden = listening();
        forbidden.createContext("/", exchange -> {
            TRESPASSES.incrementAndGet();
            exchange.sendResponseHeaders(200, FIRST.length);
            exchange.getResponseBody().write(FIRST);
            exchange.close();
        });
        redirecting = listening();
        redirecting.createContext("/", exchange -> {
            exchange.getResponseHeaders().add("Location", url(forbidden, "/code/first.zip"));
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        server = PackagedServer.prepare()
                .flags("--quotas.object", "100000", "--log.level", "debug")
                .config("""
                        obs:
                          time_limit_seconds: 10
                          endpoints:
                          - {url: "http://127.0.0.1:%d", region: cn-north-1, access_key: access, secret_key: %s}
                          - {url: "http://127.0.0.1:%d"}
                        """.formatted(
                        objects.getPort(), SECRET, redirecting.getAddress().getPort()))
                .start();
        api = Api.of(server);
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
        objects.stop();
        forbidden.stop(0);
        redirecting.stop(0);
    }

    @BeforeEach
    void create() {
        api.delete("f");
        api.create(Sample.obs(Sample.metadata("f", "Python3.9", "index.handler"), object("first.zip")))
                .ok();
    }

    @Test
    void a_function_is_created_from_an_object() {
        var shown = api.config("f").ok().json();

        assertThat(shown.path("code_type").asString()).isEqualTo("obs");
        assertThat(shown.path("code_url").asString()).isEqualTo(object("first.zip"));
        assertThat(shown.path("code_filename").asString()).isEqualTo("first.zip");
        assertThat(shown.path("code_size").asInt()).isEqualTo(FIRST.length);
        assertThat(shown.path("digest").asString()).isEqualTo(sha512(FIRST));
        assertThat(api.invoke("f", "{}").ok().text()).isEqualTo("\"first\"");
    }

    @Test
    void put_config_and_put_code_replace_the_code_with_another_object() {
        assertThat(api.invoke("f", "{}").ok().text()).isEqualTo("\"first\"");
        var put = api.updateConfig("f", obs(object("dir/second.zip"))).ok().json();

        assertThat(put.path("code_type").asString()).isEqualTo("obs");
        assertThat(put.path("code_url").asString()).isEqualTo(object("dir/second.zip"));
        assertThat(put.path("code_filename").asString()).isEqualTo("second.zip");
        assertThat(put.path("code_size").asInt()).isEqualTo(SECOND.length);
        assertThat(put.path("digest").asString()).isEqualTo(sha512(SECOND));
        assertThat(api.invoke("f", "{}").ok().text()).isEqualTo("\"second\"");

        api.updateCode("f", Sample.obs(Sample.object(), object("first.zip"))).ok();
        assertThat(api.invoke("f", "{}").ok().text()).isEqualTo("\"first\"");
        api.updateConfig("f", "{\"code_type\": \"inline\", \"code_url\": \"%s\"}".formatted(object("dir/second.zip")))
                .ok();
        assertThat(api.config("f").json().path("digest").asString()).isEqualTo(sha512(FIRST));
    }

    @Test
    void a_dependency_package_can_be_imported() {
        api.updateConfig("f", obs(object("uses.zip"))).ok();
        assertThat(api.invoke("f", "{}").header("X-Is-Func-Err")).isEqualTo("true");

        var put = api.updateConfig("f", "{\"dependency_pkg\": \"%s\"}".formatted(object("dependency.zip")));

        assertThat(put.ok().json().path("dependency_pkg").asString()).isEqualTo(object("dependency.zip"));
        assertThat(put.json().path("digest").asString()).isEqualTo(sha512(USES));
        assertThat(api.invoke("f", "{}").ok().text()).isEqualTo("\"from afar\"");
        api.updateConfig("f", "{\"dependency_pkg\": \"\"}").ok();
        assertThat(api.invoke("f", "{}").header("X-Is-Func-Err")).isEqualTo("true");
    }

    @Test
    void a_failing_fetch_changes_nothing() {
        assertUnchangedBy(obs(object("missing.zip")), 404, "FSS.1054");
        assertUnchangedBy(obs(object("first.zip").replace("/code/", "/no-such-bucket/")), 404, "FSS.1054");
        assertUnchangedBy(obs(object("broken.zip")), 400, "FSS.1011");
        assertUnchangedBy(obs(object("climbing.zip")), 400, "FSS.1011");
        assertUnchangedBy(obs(object("large.zip")), 413, "FSS.1071");
        assertUnchangedBy("{\"dependency_pkg\": \"%s\"}".formatted(object("missing.zip")), 404, "FSS.1054");
        assertUnchangedBy("{\"dependency_pkg\": \"%s\"}".formatted(object("broken.zip")), 400, "FSS.1024");
        assertUnchangedBy(
                "{\"code_type\": \"obs\", \"code_url\": \"%s\", \"timeout\": 1}".formatted(object("dir/second.zip")),
                400,
                "FSS.1008");
        assertThat(server.data().resolve("tmp")).isEmptyDirectory();
    }

    @Test
    void nobody_but_the_configured_endpoints_is_asked() {
        var elsewhere = forbidden.getAddress().getPort();
        for (var url : List.of(
                url(forbidden, "/code/first.zip"),
                "http://localhost:%d/code/first.zip".formatted(objects.getPort()),
                "http://127.1:%d/code/first.zip".formatted(objects.getPort()),
                "http://[::1]:%d/code/first.zip".formatted(elsewhere),
                "https://127.0.0.1:%d/code/first.zip".formatted(objects.getPort()),
                "http://127.0.0.1/code/first.zip",
                "http://169.254.169.254/latest/meta-data",
                "http://127.0.0.1:%d@127.0.0.1:%d/code/first.zip".formatted(objects.getPort(), elsewhere),
                "http://127.0.0.1:%d#@127.0.0.1:%d/code/first.zip".formatted(elsewhere, objects.getPort()),
                "http://127.0.0.1:%d\\\\@127.0.0.1:%d/code/x".formatted(elsewhere, objects.getPort()),
                "http://127.0.0.1:%d.evil.example/code/first.zip".formatted(objects.getPort()),
                "http://127.0.0.1:%d/code/../../x.zip".formatted(objects.getPort()),
                "file:///etc/passwd",
                "gopher://127.0.0.1:%d/".formatted(elsewhere))) {
            assertUnchangedBy(obs(url), 400, "FSS.1010");
            api.create(Sample.obs(Sample.metadata("g", "Python3.9", "index.handler"), url.replace("\\\\", "\\")))
                    .refused(400, "FSS.1010");
            assertUnchangedBy("{\"dependency_pkg\": \"%s\"}".formatted(url), 400, "FSS.1024");
        }
        assertThat(TRESPASSES).hasValue(0);
    }

    @Test
    void a_redirect_is_not_followed() {
        assertUnchangedBy(obs(url(redirecting, "/code/first.zip")), 502, "FSS.0502");
        assertThat(TRESPASSES).hasValue(0);
    }

    @Test
    void the_stores_secret_key_is_in_no_answer_and_in_no_log() {
        var answer = api.updateConfig("f", obs(object("missing.zip") + "?X-Amz-Signature=hunter2"));

        assertThat(answer.refused(404, "FSS.1054").text()).doesNotContain(SECRET, "hunter2");
        assertThat(server.log()).noneMatch(line -> line.contains(SECRET) || line.contains("hunter2"));
        assertThat(server.output()).noneMatch(line -> line.contains(SECRET));
    }

    private static void assertUnchangedBy(String body, int status, String code) {
        var before = api.config("f").body();
        assertThat(api.updateConfig("f", body).refused(status, code).text()).doesNotContain(SECRET);
        assertThat(api.config("f").body()).isEqualTo(before);
    }

    private static String obs(String url) {
        return "{\"code_type\": \"obs\", \"code_url\": \"%s\"}".formatted(url);
    }

    private static String object(String key) {
        return "http://127.0.0.1:" + objects.getPort() + "/code/" + key;
    }

    private static String url(HttpServer server, String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private static HttpServer listening() throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        server.start();
        return server;
    }

    private static void put(BlobStore store, String key, byte[] content) {
        store.putBlob(
                PutObjectRequest.builder()
                        .bucket("code")
                        .key(key)
                        .contentLength((long) content.length)
                        .build(),
                new ByteArrayInputStream(content));
    }

    private static String sha512(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-512").digest(bytes));
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
