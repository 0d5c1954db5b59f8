package funcgraph.server.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;

import funcgraph.contract.HeaderNames;
import java.util.Base64;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A function on a server, and how a test calls and changes it. */
public record Deployed(Api api, String name) {

    /**
     * Creates a scenario's function, named after it and its language.
     *
     * @param fields JSON object of create request fields that differ from {@link Sample#metadata}
     */
    public static Deployed create(Api api, String scenario, Language language, String fields) {
        return create(api, Scenario.named(scenario), language, fields);
    }

    public static Deployed create(Api api, Scenario scenario, Language language, String fields) {
        var name = scenario.name() + "-" + language.ending();
        var request = Sample.metadata(name, language.runtime(), "index.handler");
        Sample.with(request, "zip", scenario.packed()).setAll((ObjectNode) Api.json(fields));
        api.create(request).ok();
        return new Deployed(api, request.path("func_name").asString());
    }

    /** Calls it and gives the answer as it came. */
    public Reply call(String event) {
        return call(event.getBytes(UTF_8), Map.of());
    }

    /** The same, asking for the log. */
    public Reply callWithLog(String event) {
        return call(event.getBytes(UTF_8), Map.of(HeaderNames.LOG_TYPE, "tail"));
    }

    /** The same, asking for the v1 envelope and the log. */
    public JsonNode callEnveloped(String event) {
        var headers = Map.of(HeaderNames.LOG_TYPE, "tail", HeaderNames.REQUEST_VERSION, "v1");
        return call(event.getBytes(UTF_8), headers).ok().json();
    }

    public Reply call(byte[] event, Map<String, String> headers) {
        return api.send("POST", api.functions() + "/" + name + "/invocations", headers, event);
    }

    /** The result of a call that goes well, from JSON. */
    public JsonNode result(String event) {
        return call(event).ok().json();
    }

    /** Changes metadata, which must be accepted. */
    public JsonNode change(String fields) {
        return api.updateConfig(name, fields).ok().json();
    }

    /** The log that came with an answer. */
    public static String log(Reply answer) {
        return new String(Base64.getDecoder().decode(answer.header(HeaderNames.FUNCTION_LOG)), UTF_8);
    }
}
