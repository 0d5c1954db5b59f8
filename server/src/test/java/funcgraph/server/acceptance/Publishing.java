package funcgraph.server.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A function whose versions and aliases a test makes, and which answers with what it was called as. */
public record Publishing(Api api, String name) {

    private static final byte[] NOTHING = new byte[0];

    /** Answers with its code's own number and with what context and environment say. */
    private static String source(int number) {
        return """
                import os
                def handler(event, context):
                    return {"code": %d, "version": context.getVersion(), "alias": context.getAlias(),
                            "environment": os.environ.get("RUNTIME_FUNC_VERSION"), "key": context.getUserData("key")}
                """.formatted(number);
    }

    public static Publishing create(Api api, String name) {
        api.create(Sample.inline(name, "Python3.9", "index.handler", source(0))).ok();
        return new Publishing(api, name);
    }

    /** Gives the head other code, which says another number. */
    public void recode(int number) {
        api.updateCode(name, Sample.code("inline", source(number).getBytes(UTF_8)))
                .ok();
    }

    /**
     * Publishes the head as a version and gives the answer as it came.
     *
     * @param body JSON, or empty for none
     */
    public Reply publish(String body) {
        return send("POST", "/versions", body);
    }

    /** Changes the head's code to that number and publishes it. */
    public JsonNode publish(String version, int number) {
        recode(number);
        return publish("{\"version\": \"" + version + "\"}").ok().json();
    }

    public Reply versions(String query) {
        return send("GET", "/versions" + query, "");
    }

    public Reply createAlias(String body) {
        return send("POST", "/aliases", body);
    }

    public Reply updateAlias(String alias, String body) {
        return send("PUT", "/aliases/" + alias, body);
    }

    public Reply alias(String alias) {
        return send("GET", "/aliases/" + alias, "");
    }

    public Reply aliases() {
        return send("GET", "/aliases", "");
    }

    public Reply deleteAlias(String alias) {
        return send("DELETE", "/aliases/" + alias, "");
    }

    /**
     * The whole URN of a version or an alias.
     *
     * @param qualifier {@code latest}, a version's name, or {@code !} and an alias's
     */
    public String urn(String qualifier) {
        return api.urn(name) + ":" + qualifier;
    }

    public Reply call(String qualifier) {
        return call(qualifier, Map.of());
    }

    public Reply call(String qualifier, Map<String, String> headers) {
        return api.send("POST", api.functions() + "/" + urn(qualifier) + "/invocations", headers, NOTHING);
    }

    /** What a call that goes well says. */
    public JsonNode said(String qualifier) {
        return call(qualifier).ok().json();
    }

    private Reply send(String method, String path, String body) {
        return api.send(method, api.functions() + "/" + name + path, Map.of(), body.getBytes(UTF_8));
    }
}
