package funcgraph.runtime.direct;

import funcgraph.runtime.wire.Outlet;
import io.vertx.core.buffer.Buffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One call, as it is told to user code in headers.
 *
 * @param id of the call on its line
 * @param about what CALL says of it
 * @param outlet where the answer goes as it comes; null for one that is answered whole
 */
record Occasion(
        int id,
        String requestId,
        JsonNode about,
        Buffer event,
        @Nullable Outlet outlet) {

    private static final Map<String, String> CREDENTIALS = Map.of(
            "accessKey", "X-CFF-Access-Key",
            "secretKey", "X-CFF-Secret-Key",
            "securityAccessKey", "X-CFF-Security-Access-Key",
            "securitySecretKey", "X-CFF-Security-Secret-Key",
            "securityToken", "X-CFF-Security-Token",
            "token", "X-CFF-Auth-Token");

    private static final Map<String, String> WORKFLOW = Map.of(
            "workflowId", "X-Cff-Workflow-Id",
            "workflowRunId", "X-Cff-Workflow-Run-Id",
            "workflowStateId", "X-Cff-Workflow-State-Id");

    static Occasion of(int id, byte[] header, Buffer event, @Nullable Outlet outlet) {
        JsonNode about = Json.read(header);
        return new Occasion(id, about.path("requestId").asString(""), about, event, outlet);
    }

    /** What is not there has no header. */
    Map<String, String> headers() {
        var headers = new LinkedHashMap<String, String>();
        headers.put("X-Cff-Request-Id", requestId);
        headers.putAll(credentials());
        headers.put("X-CFF-Invoke-Type", about.path("invokeType").asString("sync"));
        String alias = about.path("alias").asString("");
        if (!alias.isEmpty()) {
            headers.put("X-Cff-Origin-Version-Tag", "!" + alias);
        }
        WORKFLOW.forEach((key, name) -> put(headers, name, about.path(key)));
        headers.putAll(trace());
        return headers;
    }

    /** The header of W3C Trace Context, if the call is part of a trace. */
    Map<String, String> trace() {
        var headers = new LinkedHashMap<String, String>();
        put(headers, "traceparent", about.path("traceparent"));
        return headers;
    }

    Map<String, String> credentials() {
        var headers = new LinkedHashMap<String, String>();
        CREDENTIALS.forEach(
                (key, name) -> put(headers, name, about.path("credentials").path(key)));
        return headers;
    }

    private static void put(Map<String, String> headers, String name, JsonNode value) {
        String text = value.asString("");
        if (!text.isEmpty()) {
            headers.put(name, text);
        }
    }

    @Override
    public String toString() {
        return "Occasion[id=" + id + ", requestId=" + requestId + "]";
    }
}
