package funcgraph.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The API's own description, held against what the server really answers. Every answer that a test gets through {@link Api}
 * is looked at, so that the description cannot say anything else than what any test has seen.
 */
public final class Described {

    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private static @Nullable Described known;

    private final JsonNode document;
    private final List<Operation> operations = new ArrayList<>();
    private final Map<JsonNode, Schema> compiled = new ConcurrentHashMap<>();

    private record Operation(String method, Pattern path, int parameters, JsonNode about) {}

    private Described(JsonNode document) {
        this.document = document;
        for (var path : document.path("paths").properties()) {
            var template = path.getKey();
            var pattern = Pattern.compile(template.replaceAll("\\{[^}]+}", "[^/]+"));
            int parameters = template.split("\\{", -1).length - 1;
            for (var method : path.getValue().properties()) {
                operations.add(new Operation(
                        method.getKey().toUpperCase(Locale.ROOT), pattern, parameters, method.getValue()));
            }
        }
        // A literal segment goes before a parameter, as in the route table.
        operations.sort(Comparator.comparingInt(Operation::parameters));
    }

    /** The description, which is the same of all servers of one build. */
    public static synchronized Described by(URI endpoint) {
        if (known == null) {
            known = new Described(fetched(endpoint));
        }
        return known;
    }

    public JsonNode document() {
        return document;
    }

    /** Asserts that the answer has the form that is described for it; of addresses that are none, nothing is described. */
    public void requireFit(String method, String path, Reply reply) {
        var operation = find(method, path);
        var type = reply.header("Content-Type");
        if (operation.isEmpty() || reply.body().length == 0 || !type.startsWith("application/json")) {
            return;
        }
        var responses = operation.get().path("responses");
        var status = Integer.toString(reply.status());
        var content = responses.path(responses.has(status) ? status : "default").path("content");
        if (!content.has("application/json")) {
            return;
        }
        var flaws = schema(content.path("application/json").path("schema")).validate(reply.json());
        assertThat(flaws)
                .as(() -> method + " " + path + " answered " + status + " " + reply.text())
                .isEmpty();
    }

    /** Codes that are described for an operation's refusals. */
    public List<String> codes(String method, String path) {
        return find(method, path.split("\\?", 2)[0])
                .orElseThrow()
                .path("responses")
                .valueStream()
                .flatMap(response -> response.path("x-error-codes").valueStream())
                .map(JsonNode::asString)
                .toList();
    }

    /** The operation that a path belongs to. */
    public Optional<JsonNode> find(String method, String path) {
        return operations.stream()
                .filter(operation -> operation.method.equals(method)
                        && operation.path.matcher(path).matches())
                .map(Operation::about)
                .findFirst();
    }

    private Schema schema(JsonNode of) {
        return compiled.computeIfAbsent(of, node -> {
            ObjectNode whole = node.isObject()
                    ? ((ObjectNode) node).deepCopy()
                    : JsonMapper.shared().createObjectNode();
            whole.set("components", document.path("components"));
            return SCHEMAS.getSchema(whole);
        });
    }

    private static JsonNode fetched(URI endpoint) {
        try (var client = HttpClient.newHttpClient()) {
            var request =
                    HttpRequest.newBuilder(endpoint.resolve("/openapi.json")).build();
            return JsonMapper.shared()
                    .readTree(client.send(request, BodyHandlers.ofByteArray()).body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
