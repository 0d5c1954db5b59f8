package funcgraph.cli;

import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** What the server said. The array is handed over, not copied. */
public record Answer(int status, HttpHeaders headers, byte[] body) {

    /** True for every 2xx. */
    public boolean accepted() {
        return status / 100 == 2;
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /**
     * The body as a tree.
     *
     * @throws JacksonException when the body is not JSON
     */
    public JsonNode json() {
        return Json.read(body);
    }

    /** The value of a header, or the empty text. */
    public String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    JsonNode jsonOrMissing() {
        try {
            return json();
        } catch (JacksonException notJson) {
            return MissingNode.getInstance();
        }
    }
}
