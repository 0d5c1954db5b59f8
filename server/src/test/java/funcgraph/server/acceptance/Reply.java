package funcgraph.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the server answered. */
public record Reply(int status, HttpHeaders headers, byte[] body) {

    /** What no answer may hold, whatever went wrong: the inside of the server. */
    private static final List<String> INSIDES = List.of("Exception", "\tat ", "java.", "funcgraph.", "SQL", ".db");

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    public JsonNode json() {
        return JsonMapper.shared().readTree(body);
    }

    /** A header's value, or {@code ""}. */
    public String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    /** {@code error_code}, {@code ""} when there is none. */
    public String code() {
        return status < 400 || body.length == 0 ? "" : json().path("error_code").asString("");
    }

    public String message() {
        return json().path("error_msg").asString("");
    }

    /** Asserts 200. */
    public Reply ok() {
        assertThat(status).as(this::text).isEqualTo(200);
        return this;
    }

    /** Asserts 204, which has no body. */
    public void gone() {
        assertThat(status).as(this::text).isEqualTo(204);
        assertThat(body).isEmpty();
    }

    /** Asserts a refusal in the API's form, which tells the caller what is wrong and nothing of the inside. */
    public Reply refused(int wantedStatus, String wantedCode) {
        assertThat(status + " " + code()).as(this::text).isEqualTo(wantedStatus + " " + wantedCode);
        assertThat(header("Content-Type")).startsWith("application/json");
        assertThat(message()).isNotBlank();
        assertThat(json().path("request_id").asString("")).isNotBlank().isEqualTo(header("X-Request-Id"));
        assertThat(text()).doesNotContain(INSIDES);
        return this;
    }
}
