package funcgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path data;

    @Test
    void an_unknown_verb_or_flag_is_a_usage_error() {
        assertThat(run("inwoke", "f")).isEqualTo(2);
        assertThat(err.toString()).contains("inwoke");
        assertThat(run("list", "--outptu", "json")).isEqualTo(2);
        assertThat(run()).isEqualTo(2);
    }

    @Test
    void help_explains_the_verbs_and_the_exit_codes() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).contains("invoke", "list", "config", "delete", "the server refused the request");
    }

    @Test
    void a_wrong_field_is_a_usage_error_before_any_request() {
        assertThat(run("config", "set", "f", "memory_size=much", "--data", data.toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("memory_size=much");
    }

    @Test
    void without_credentials_the_server_cannot_be_reached() {
        assertThat(run("list", "--data", data.toString())).isEqualTo(3);
        assertThat(err.toString()).contains("credentials.json");
    }

    @Test
    void an_endpoint_where_nothing_listens_cannot_be_reached() throws Exception {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Files.writeString(data.resolve(Account.FILE), """
                {"endpoint":"http://127.0.0.1:%d","project_id":"p","access_key":"a","secret_key":"s3cret"}""".formatted(port));
        assertThat(run("invoke", "f", "--data", data.toString())).isEqualTo(3);
        assertThat(err.toString()).contains("is the server running?").doesNotContain("s3cret");
    }

    private int run(String... args) {
        return Main.run(new PrintWriter(out), new PrintWriter(err), args);
    }
}
