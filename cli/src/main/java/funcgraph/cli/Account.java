package funcgraph.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Who calls, and where: what a server writes into {@code credentials.json} for its first client. */
public record Account(URI endpoint, String projectId, String accessKey, String secretKey) {

    /** The name of the file in a server's data directory. */
    public static final String FILE = "credentials.json";

    /**
     * Reads a server's data directory.
     *
     * @throws Unreachable when there is no such file or it lacks a key; the message says what to do
     */
    public static Account of(Path dataDirectory) {
        var file = dataDirectory.resolve(FILE);
        try {
            return parse(file, Json.read(Files.readString(file)));
        } catch (IOException e) {
            throw new Unreachable(
                    "cannot read " + file + ": start a server there, or name its data directory with --data");
        } catch (JacksonException e) {
            throw new Unreachable(file + " is not JSON: " + e.getOriginalMessage());
        }
    }

    private static Account parse(Path file, JsonNode json) {
        return new Account(
                uri(text(file, json, "endpoint")),
                text(file, json, "project_id"),
                text(file, json, "access_key"),
                text(file, json, "secret_key"));
    }

    /**
     * Reads an address.
     *
     * @throws Unreachable when the text is no http address
     */
    static URI uri(String text) {
        try {
            var uri = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
            if (uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                return uri;
            }
        } catch (IllegalArgumentException notEvenAUri) {
            // Falls through to the same answer.
        }
        throw new Unreachable("'" + text + "' is not an address like http://127.0.0.1:8080");
    }

    private static String text(Path file, JsonNode json, String key) {
        var value = json.path(key).asString("");
        if (value.isEmpty()) {
            throw new Unreachable(file + " lacks the key " + key);
        }
        return value;
    }

    @Override
    public String toString() {
        return "Account[" + endpoint + ", " + projectId + ", " + accessKey + ", ***]";
    }
}
