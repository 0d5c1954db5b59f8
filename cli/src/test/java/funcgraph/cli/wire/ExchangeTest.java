package funcgraph.cli.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a socket that answers byte by byte what a test says. */
class ExchangeTest {

    private final List<Long> sent = new ArrayList<>();
    private ServerSocket server;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 4, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    @Test
    void chunks_are_put_together_and_their_trailers_left_out() throws IOException {
        answering(lines(
                "HTTP/1.1 100 Continue",
                "",
                "HTTP/1.1 200 OK",
                "X-A: 1",
                "x-a: 2",
                "Transfer-Encoding: chunked",
                "",
                "5;x=y",
                "hello",
                "6",
                " world",
                "0",
                "Trailer: x",
                "",
                ""));
        try (var exchange = Exchange.begin(request(new byte[0], Duration.ofSeconds(10)))) {
            assertThat(exchange.status()).isEqualTo(200);
            assertThat(exchange.headers().allValues("X-A")).containsExactly("1", "2");
            assertThat(new String(exchange.body().readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("hello world");
        }
    }

    @Test
    void a_body_that_ends_early_is_a_failure_and_no_shorter_body() throws IOException {
        answering("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello");
        try (var exchange = Exchange.begin(request(new byte[0], Duration.ofSeconds(10)))) {
            assertThatThrownBy(() -> exchange.body().readAllBytes()).hasMessageContaining("in the middle of an answer");
        }
    }

    @Test
    void how_much_of_a_body_has_left_is_told() throws IOException {
        answering("HTTP/1.1 204 No Content\r\n\r\n");
        try (var exchange = Exchange.begin(request(new byte[100_000], Duration.ofSeconds(10)))) {
            assertThat(exchange.body().readAllBytes()).isEmpty();
            assertThat(sent).containsExactly(65_536L, 100_000L);
        }
    }

    @Test
    void silence_ends_and_other_protocols_are_refused() throws IOException {
        answering("SSH-2.0-OpenSSH_9.2\r\n");
        assertThatThrownBy(() -> Exchange.begin(request(new byte[0], Duration.ofSeconds(10))))
                .hasMessageContaining("does not speak HTTP");
        assertThatThrownBy(() -> Exchange.begin(request(new byte[0], Duration.ofMillis(50))))
                .isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void no_value_begins_another_header() {
        assertThatThrownBy(() -> Exchange.begin(new Request(
                        URI.create("http://127.0.0.1:" + server.getLocalPort()),
                        "GET",
                        "/",
                        Map.of("X-A", "1\r\nX-B: 2"),
                        new byte[0],
                        Duration.ofSeconds(1),
                        sent::add)))
                .hasMessageContaining("X-A must be one line");
    }

    @Test
    void events_end_with_a_blank_line_and_comments_are_none() throws IOException {
        answering(lines("HTTP/1.1 200 OK", "Content-Type: text/event-stream", "", "")
                + ": alive\n\nid: 7\nevent: log\ndata: {\"a\":\ndata: 1}\n\ndata:bare\n\nid: 8\n");
        try (var exchange = Exchange.begin(request(new byte[0], Duration.ofSeconds(10)))) {
            var events = new Events(exchange.body());
            assertThat(events.next()).isEqualTo(new Events.Event("7", "log", "{\"a\":\n1}"));
            assertThat(events.next()).isEqualTo(new Events.Event("", "message", "bare"));
            assertThat(events.next()).isNull();
        }
    }

    private static String lines(String... lines) {
        return String.join("\r\n", lines);
    }

    /** Takes one connection, reads its request, answers and hangs up. */
    private void answering(String answer) {
        Thread.ofVirtual().start(() -> {
            try (var client = server.accept()) {
                var in = client.getInputStream();
                var head = new StringBuilder();
                while (head.indexOf("\r\n\r\n") < 0) {
                    head.append((char) in.read());
                }
                int at = head.indexOf("Content-Length: ");
                if (at >= 0) {
                    in.readNBytes(Integer.parseInt(head.substring(at + 16, head.indexOf("\r\n", at))));
                }
                client.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
            } catch (IOException closed) {
                // The test is over.
            }
        });
    }

    private Request request(byte[] body, Duration silence) {
        return new Request(
                URI.create("http://127.0.0.1:" + server.getLocalPort()),
                body.length == 0 ? "GET" : "PUT",
                "/",
                Map.of(),
                body,
                silence,
                sent::add);
    }
}
