package funcgraph.server.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;

import funcgraph.server.PackagedServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends requests to a server, with a proof, for a project. Every method gives the answer as it came, whatever its status,
 * once it is seen to have the form that the API's description promises.
 * A function is named as in a path: {@code NAME}, {@code PACKAGE:NAME} or a whole URN.
 */
public record Api(URI endpoint, String projectId, Proof proof) {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Longer than any function of a test may run: on a busy machine the function's own time must be what ends it. */
    private static final Duration LONGEST_CALL = Duration.ofSeconds(150);

    private static final byte[] NOTHING = new byte[0];
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    /** The first user and the first project, those of credentials.json. */
    public static Api of(PackagedServer server) {
        var known = server.credentials();
        return new Api(
                server.endpoint(),
                known.path("project_id").asString(),
                new Proof.Keys(
                        known.path("access_key").asString(),
                        known.path("secret_key").asString()));
    }

    /** The same server and project, another proof. */
    public Api as(Proof other) {
        return new Api(endpoint, projectId, other);
    }

    /** The same server and proof, another project. */
    public Api in(String otherProject) {
        return new Api(endpoint, otherProject, proof);
    }

    /** {@code /v2/PROJECT/fgs/functions} */
    public String functions() {
        return "/v2/" + projectId + "/fgs/functions";
    }

    /** The whole URN of a function in package {@code default}, without qualifier. */
    public String urn(String name) {
        return "urn:fss:cn-north-1:" + projectId + ":function:default:" + name;
    }

    public Reply create(JsonNode body) {
        return send("POST", functions(), Map.of(), bytes(body));
    }

    /**
     * The functions of the project.
     *
     * @param query what follows the question mark, encoded
     */
    public Reply list(String query) {
        return send("GET", functions() + (query.isEmpty() ? "" : "?" + query), Map.of(), NOTHING);
    }

    public Reply config(String function) {
        return send("GET", functions() + "/" + function + "/config", Map.of(), NOTHING);
    }

    /** The seed endpoint. */
    public Reply updateConfig(String function, String body) {
        return updateConfig(function, Map.of(), body.getBytes(UTF_8));
    }

    public Reply updateConfig(String function, Map<String, String> headers, byte[] body) {
        return send("PUT", functions() + "/" + function + "/config", headers, body);
    }

    public Reply code(String function) {
        return send("GET", functions() + "/" + function + "/code", Map.of(), NOTHING);
    }

    public Reply updateCode(String function, JsonNode body) {
        return send("PUT", functions() + "/" + function + "/code", Map.of(), bytes(body));
    }

    public Reply delete(String function) {
        return send("DELETE", functions() + "/" + function, Map.of(), NOTHING);
    }

    public Reply invoke(String function, String event) {
        return send("POST", functions() + "/" + function + "/invocations", Map.of(), event.getBytes(UTF_8));
    }

    /** Has a function invoked by nobody who waits; gives the answer as it came. */
    public Reply invokeAsync(String function, String event) {
        return send("POST", functions() + "/" + function + "/invocations-async", Map.of(), event.getBytes(UTF_8));
    }

    /** The asynchronous invocations of a function. */
    public Reply asyncInvocations(String function, String query) {
        return send("GET", functions() + "/" + function + "/async-invocations" + query, Map.of(), NOTHING);
    }

    public Reply asyncConfig(String method, String function, String body) {
        return send(method, functions() + "/" + function + "/async-invoke-config", Map.of(), body.getBytes(UTF_8));
    }

    /**
     * Any request.
     *
     * @param target path and query as they stand on the request line
     */
    public Reply send(String method, String target, Map<String, String> headers, byte[] body) {
        int question = target.indexOf('?');
        var path = question < 0 ? target : target.substring(0, question);
        var query = question < 0 ? "" : target.substring(question + 1);
        var request = HttpRequest.newBuilder(URI.create(endpoint + target))
                .timeout(LONGEST_CALL)
                .method(
                        method,
                        body.length == 0
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(body))
                .header("Content-Type", "application/json");
        proof.headers(new Proof.Request(method, path, query, endpoint.getRawAuthority(), body))
                .forEach(request::setHeader);
        headers.forEach(request::setHeader);
        try {
            var response = HTTP.send(request.build(), BodyHandlers.ofByteArray());
            var reply = new Reply(response.statusCode(), response.headers(), response.body());
            Described.by(endpoint).requireFit(method, path, reply);
            return reply;
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + target + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }

    public static byte[] bytes(JsonNode json) {
        return json.toString().getBytes(UTF_8);
    }
}
