package funcgraph.worker;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.HashMap;
import java.util.Map;

/** What the INIT frame says the worker is to be. */
final class Spec {

    private static final int DEFAULT_PRE_STOP_SECONDS = 90;

    final String function;
    final String packageName;
    final String projectId;
    final String version;
    final String instanceId;
    final String codeDirectory;
    final String workDirectory;
    /** Each empty when there is none. */
    final String handler;

    final String initializer;
    final String preStop;
    final String heartbeat;

    final int timeoutSeconds;
    final int initializerTimeoutSeconds;
    final int preStopTimeoutSeconds;
    final int memoryMb;
    final int cpuMillicores;
    /** How many calls may be open at once. */
    final int concurrency;

    final Map<String, String> userData;
    final Map<String, String> environment;

    Spec(JsonObject init) {
        function = text(init, "function");
        packageName = text(init, "package");
        projectId = text(init, "projectId");
        version = text(init, "version");
        instanceId = text(init, "instanceId");
        codeDirectory = text(init, "codeDirectory");
        workDirectory = text(init, "workDirectory");
        handler = text(init, "handler");
        initializer = text(init, "initializer");
        preStop = text(init, "preStop");
        heartbeat = text(init, "heartbeat");
        timeoutSeconds = number(init, "timeoutSeconds", 3);
        initializerTimeoutSeconds = number(init, "initializerTimeoutSeconds", timeoutSeconds);
        preStopTimeoutSeconds = number(init, "preStopTimeoutSeconds", DEFAULT_PRE_STOP_SECONDS);
        memoryMb = number(init, "memoryMb", 128);
        cpuMillicores = number(init, "cpuMillicores", 300);
        concurrency = Math.max(1, number(init, "concurrency", 1));
        userData = texts(init, "userData");
        environment = texts(init, "environment");
    }

    /** A field that is a string, or the JSON of one that is not; empty when it is absent. */
    static String text(JsonObject of, String name) {
        JsonElement value = of.get(name);
        if (value == null || value.isJsonNull()) {
            return "";
        }
        return value.isJsonPrimitive() ? value.getAsString() : value.toString();
    }

    private static int number(JsonObject of, String name, int otherwise) {
        JsonElement value = of.get(name);
        return value == null || value.isJsonNull() ? otherwise : value.getAsInt();
    }

    private static Map<String, String> texts(JsonObject of, String name) {
        Map<String, String> texts = new HashMap<>();
        JsonElement value = of.get(name);
        if (value != null && value.isJsonObject()) {
            for (Map.Entry<String, JsonElement> each : value.getAsJsonObject().entrySet()) {
                texts.put(each.getKey(), each.getValue().getAsString());
            }
        }
        return texts;
    }
}
