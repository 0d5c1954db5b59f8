package funcgraph.store.obs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import funcgraph.domain.Refusal;
import funcgraph.domain.Refused;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/** Against a real S3 server, which checks signatures. */
class ObjectStoreTest {

    private static final int LIMIT = 1_000_000;
    private static final byte[] CONTENT = content();

    private static S3Proxy server;
    private static S3Proxy open;

    @TempDir
    Path temporary;

    @BeforeAll
    static void start() throws Exception {
        var objects = new TransientNio2BlobStore();
        objects.createContainer(
                CreateBucketRequest.builder().bucket("code-bucket").build());
        put(objects, "dir/函数 a+b%.zip", CONTENT);
        put(objects, "large.zip", new byte[LIMIT + 1]);
        put(objects, "empty.zip", new byte[0]);
        server = S3Proxy.builder()
                .blobStore(objects)
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V4, "access", "geheim")
                .virtualHost("obs.test")
                .build();
        server.start();
        open = S3Proxy.builder()
                .blobStore(objects)
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.NONE, "", "")
                .build();
        open.start();
    }

    @AfterAll
    static void stop() throws Exception {
        server.stop();
        open.stop();
    }

    @AfterEach
    void nothing_is_left_behind() {
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void an_object_is_fetched_with_the_endpoints_credentials() {
        requireContent(signed("geheim"), base() + "/code-bucket/dir/%E5%87%BD%E6%95%B0%20a+b%25.zip", CONTENT);
    }

    @Test
    void an_object_is_fetched_when_its_bucket_stands_before_the_host() {
        var endpoint =
                new ObsEndpoint(URI.create("http://obs.test:" + server.getPort()), "cn-north-1", "access", "geheim");
        var url = "http://code-bucket.obs.test:" + server.getPort() + "/dir/%E5%87%BD%E6%95%B0%20a+b%25.zip";

        requireContent(endpoint, url, CONTENT);
    }

    @Test
    void an_object_is_fetched_without_credentials_where_none_are_configured() {
        var url = URI.create("http://127.0.0.1:" + open.getPort());

        requireContent(
                ObsEndpoint.anonymous(url, "x"), url + "/code-bucket/dir/%E5%87%BD%E6%95%B0%20a+b%25.zip", CONTENT);
    }

    @Test
    void an_empty_object_is_an_object() {
        requireContent(signed("geheim"), base() + "/code-bucket/empty.zip", new byte[0]);
    }

    @Test
    void a_query_is_no_part_of_an_objects_name() {
        requireContent(signed("geheim"), base() + "/code-bucket/empty.zip?versionId=1", new byte[0]);
    }

    @Test
    void an_object_or_a_bucket_that_is_missing_is_said_to_be_missing() {
        for (var path : List.of("/code-bucket/missing.zip", "/missing-bucket/a.zip")) {
            var url = base() + path;
            assertThat(refusal(signed("geheim"), url + "?Signature=geheim")).isEqualTo(new Refusal.NoSuchObject(url));
        }
    }

    @Test
    void wrong_credentials_are_the_object_stores_refusal() {
        var url = base() + "/code-bucket/empty.zip";

        assertThat(refusal(signed("wrong"), url))
                .isEqualTo(new Refusal.ObjectStoreFailed(url, "it refuses access (HTTP 403)"));
    }

    @Test
    void an_object_above_the_limit_is_too_large() {
        assertThat(refusal(signed("geheim"), base() + "/code-bucket/large.zip"))
                .isEqualTo(new Refusal.CodeTooLarge(false, LIMIT + 1, LIMIT));
    }

    @Test
    void an_address_elsewhere_is_not_asked() throws Exception {
        try (var elsewhere = HostileServer.saying("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
                var store = store(signed("geheim"))) {
            var url = elsewhere.url() + "/code-bucket/a.zip";

            assertThat(store.fetch(url)).isInstanceOf(ObjectFetch.NotAllowed.class);
            assertThat(store.whyNotAllowed(url))
                    .hasValueSatisfying(why -> assertThat(why).contains(base()));
            assertThat(elsewhere.requests()).isZero();
        }
    }

    @Test
    void an_endpoint_shows_no_keys() {
        assertThat(signed("geheim").toString()).doesNotContain("geheim");
        assertThatThrownBy(() -> new ObsEndpoint(URI.create("http://u:geheim@h"), "r", "", ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("geheim");
    }

    private void requireContent(ObsEndpoint endpoint, String url, byte[] content) {
        try (var store = store(endpoint)) {
            assertThat(store.whyNotAllowed(url)).isEmpty();
            assertThat(store.fetch(url)).isInstanceOfSatisfying(ObjectFetch.Fetched.class, fetched -> {
                assertThat(fetched.file()).hasBinaryContent(content).hasParent(temporary);
                assertThat(fetched.sizeBytes()).isEqualTo(content.length);
                assertThat(fetched.filename()).isEqualTo(content.length == 0 ? "empty.zip" : "函数 a+b%.zip");
                fetched.close();
            });
        }
    }

    private Refusal refusal(ObsEndpoint endpoint, String url) {
        try (var store = store(endpoint)) {
            store.fetch(url);
            throw new AssertionError("was not refused");
        } catch (Refused e) {
            return e.refusal();
        }
    }

    private ObjectStore store(ObsEndpoint endpoint) {
        return new ObjectStore(List.of(endpoint), LIMIT, Duration.ofSeconds(20), temporary);
    }

    private static ObsEndpoint signed(String secret) {
        return new ObsEndpoint(URI.create(base()), "cn-north-1", "access", secret);
    }

    private static String base() {
        return "http://obs.test:" + server.getPort();
    }

    private static void put(BlobStore objects, String key, byte[] bytes) {
        var request = PutObjectRequest.builder()
                .bucket("code-bucket")
                .key(key)
                .contentLength((long) bytes.length)
                .build();
        objects.putBlob(request, new ByteArrayInputStream(bytes));
    }

    private static byte[] content() {
        var bytes = new byte[300_000];
        new Random(1).nextBytes(bytes);
        return bytes;
    }
}
