package funcgraph.store.obs;

import static org.assertj.core.api.Assertions.assertThat;

import funcgraph.domain.Refusal;
import funcgraph.domain.Refused;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against servers that mean harm, or are out of order. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class HostileObjectStoreTest {

    private static final long LIMIT = 1_000_000;
    private static final Duration TIME = Duration.ofSeconds(20);
    private static final String OK = "HTTP/1.1 200 OK\r\nConnection: close\r\n";

    @TempDir
    Path temporary;

    @AfterEach
    void nothing_is_left_behind() {
        assertThat(temporary).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void a_redirect_is_not_followed(int status) throws IOException {
        try (var target = HostileServer.saying(OK + "Content-Length: 6\r\n\r\nsecret");
                var server = HostileServer.saying("HTTP/1.1 " + status + " Moved\r\nLocation: " + target.url()
                        + "/code-bucket/a.zip\r\nContent-Length: 0\r\nx-amz-bucket-region: elsewhere\r\n\r\n")) {

            assertThat(failure(server, TIME).why()).contains("redirect (HTTP " + status + ")");
            assertThat(target.requests()).isZero();
        }
    }

    @Test
    void a_body_without_end_is_too_large() throws IOException {
        try (var server = HostileServer.answering(client -> {
            client.write((OK + "\r\n").getBytes(StandardCharsets.US_ASCII));
            while (true) {
                client.write(new byte[8192]);
            }
        })) {
            assertThat(refusal(server, TIME)).isInstanceOfSatisfying(Refusal.CodeTooLarge.class, tooLarge -> {
                assertThat(tooLarge.inline()).isFalse();
                assertThat(tooLarge.allowedBytes()).isEqualTo(LIMIT);
            });
        }
    }

    @Test
    void a_body_that_announces_too_much_is_not_read() throws IOException {
        try (var server = HostileServer.saying(OK + "Content-Length: 9000000000\r\n\r\n")) {
            assertThat(refusal(server, TIME)).isEqualTo(new Refusal.CodeTooLarge(false, 9_000_000_000L, LIMIT));
        }
    }

    @Test
    void a_body_that_comes_a_byte_now_and_then_is_given_up() throws IOException {
        try (var server = HostileServer.answering(client -> {
            client.write((OK + "\r\n").getBytes(StandardCharsets.US_ASCII));
            drip(client);
        })) {
            assertThat(failure(server, Duration.ofSeconds(2)).why()).contains("did not come within 2000 ms");
        }
    }

    @Test
    void a_head_that_comes_a_byte_now_and_then_is_given_up() throws IOException {
        try (var server = HostileServer.answering(client -> {
            client.write("HTTP/1.1 200 OK\r\nX: ".getBytes(StandardCharsets.US_ASCII));
            drip(client);
        })) {
            assertThat(failure(server, Duration.ofSeconds(2)).why()).contains("2000 ms");
        }
    }

    @Test
    void a_server_that_says_nothing_is_given_up() throws IOException {
        try (var server = HostileServer.answering(client -> drip(null))) {
            assertThat(failure(server, Duration.ofSeconds(2)).why()).contains("2000 ms");
        }
    }

    @Test
    void a_body_shorter_than_announced_is_not_taken_for_the_object() throws IOException {
        try (var server = HostileServer.saying(OK + "Content-Length: 100\r\n\r\nshort")) {
            assertThat(failure(server, TIME).why()).isNotEmpty();
        }
    }

    @Test
    void a_body_of_chunks_that_breaks_off_is_not_taken_for_the_object() throws IOException {
        try (var server = HostileServer.saying(OK + "Transfer-Encoding: chunked\r\n\r\n5\r\nshort\r\n")) {
            assertThat(failure(server, TIME).why()).isNotEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "SSH-2.0-OpenSSH\r\n",
                "HTTP/1.1 500 Oops\r\nContent-Length: 4\r\n\r\noops",
                "HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nx"
            })
    void nonsense_is_the_object_stores_failure(String answer) throws IOException {
        try (var server = HostileServer.saying(answer)) {
            assertThat(failure(server, TIME).why()).isNotEmpty();
        }
    }

    @Test
    void nobody_listening_is_the_object_stores_failure() throws IOException {
        URI url;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            url = URI.create("http://127.0.0.1:" + socket.getLocalPort());
        }

        assertThat(refusal(url, TIME))
                .isInstanceOfSatisfying(
                        Refusal.ObjectStoreFailed.class,
                        failed -> assertThat(failed.why()).containsIgnoringCase("refused"));
    }

    private Refusal.ObjectStoreFailed failure(HostileServer server, Duration time) {
        var refusal = refusal(server, time);
        assertThat(refusal).isInstanceOf(Refusal.ObjectStoreFailed.class);
        var failed = (Refusal.ObjectStoreFailed) refusal;
        assertThat(failed.url()).isEqualTo(server.url() + "/code-bucket/a.zip");
        return failed;
    }

    private Refusal refusal(HostileServer server, Duration time) {
        return refusal(server.url(), time);
    }

    private Refusal refusal(URI url, Duration time) {
        try (var store = new ObjectStore(List.of(ObsEndpoint.anonymous(url, "x")), LIMIT, time, temporary)) {
            store.fetch(url + "/code-bucket/a.zip?Signature=geheim");
            throw new AssertionError("was not refused");
        } catch (Refused e) {
            return e.refusal();
        }
    }

    /** A byte every 100 ms until the client goes away, or nothing at all for longer than any test lasts. */
    private static void drip(OutputStream client) throws IOException {
        for (int i = 0; i < 300; i++) {
            if (client != null) {
                client.write('x');
                client.flush();
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
    }
}
