package funcgraph.cli;

import funcgraph.cli.screen.Table;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The steps of {@code quickstart}: deploys a function, calls it, changes four fields of its metadata through the seed
 * endpoint, calls it again, and shows what became of it. Every step is a plain API call.
 */
public final class Tour {

    /** What the tour deploys; it replaces a function of that name. */
    public static final String FUNCTION = "hello-python";

    private static final List<String> CHANGED = List.of("memory_size", "timeout", "user_data", "handler");
    private static final String EVENT = "{\"name\":\"Funcgraph\"}";

    private final ApiClient api;
    private final PrintStream out;
    private final Path source;
    private final String runtime;

    /**
     * @param source the function's {@code index.py}
     * @param runtime a Python runtime that the server can run, in the API's spelling
     */
    public Tour(ApiClient api, PrintStream out, Path source, String runtime) {
        this.api = api;
        this.out = out;
        this.source = source;
        this.runtime = runtime;
    }

    /**
     * Goes all the way.
     *
     * @throws TourFailed when a step had another effect than it must have
     * @throws ApiRefused when the server refused a step
     * @throws Unreachable when the server did not answer
     */
    public void run() {
        deploy();
        var before = api.config(FUNCTION);
        var firstAnswer = invoke();
        change();
        var after = api.config(FUNCTION);
        requireChanged(after);
        var secondAnswer = invoke();
        if (secondAnswer.equals(firstAnswer)) {
            throw new TourFailed("the change had no effect: both calls answered " + firstAnswer);
        }
        show(before, firstAnswer, after, secondAnswer);
    }

    private void deploy() {
        step("deploy   " + FUNCTION + " on " + runtime + ", from " + source.getFileName());
        removeOlder();
        var request = Json.object()
                .put("func_name", FUNCTION)
                .put("package", "default")
                .put("runtime", runtime)
                .put("handler", "index.hello")
                .put("memory_size", 128)
                .put("timeout", 3)
                .put("user_data", "{\"greeting\":\"Hello\"}")
                .put("code_type", "inline");
        request.putObject("func_code").put("file", sourceInBase64());
        api.create(request);
    }

    private void removeOlder() {
        try {
            api.delete(FUNCTION);
        } catch (ApiRefused refused) {
            if (refused.status() != 404) {
                throw refused;
            }
        }
    }

    private String sourceInBase64() {
        try {
            return Base64.getEncoder().encodeToString(Files.readAllBytes(source));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the example " + source, e);
        }
    }

    private String invoke() {
        var answer = api.invoke(FUNCTION, EVENT.getBytes(StandardCharsets.UTF_8), true);
        if (ApiClient.isFunctionsFault(answer)) {
            throw new TourFailed("the function failed: " + answer.text());
        }
        step("invoke   " + EVENT + " -> " + answer.text());
        return answer.text();
    }

    private void change() {
        step("change   PUT " + api.path(FUNCTION) + "/config");
        api.updateConfig(FUNCTION, changes());
    }

    private static ObjectNode changes() {
        return Json.object()
                .put("memory_size", 256)
                .put("timeout", 10)
                .put("user_data", "{\"greeting\":\"Bonjour\"}")
                .put("handler", "index.cheer");
    }

    private static void requireChanged(JsonNode config) {
        var asked = changes();
        for (var field : CHANGED) {
            if (!asked.path(field).equals(config.path(field))) {
                throw new TourFailed(field + " should be " + asked.path(field) + ", but is " + config.path(field));
            }
        }
    }

    private void show(JsonNode before, String firstAnswer, JsonNode after, String secondAnswer) {
        var table = new Table("", "before", "after");
        for (var field : CHANGED) {
            table.row(field, plain(before.path(field)), plain(after.path(field)));
        }
        table.row("answer", firstAnswer, secondAnswer);
        out.println();
        out.print(table);
        out.println();
        out.flush();
    }

    private static String plain(JsonNode value) {
        return value.isString() ? value.asString() : value.toString();
    }

    private void step(String text) {
        out.println(text);
        out.flush();
    }

    /** A step was answered, but not as it should have been. */
    public static final class TourFailed extends RuntimeException {
        TourFailed(String message) {
            super(message);
        }
    }
}
