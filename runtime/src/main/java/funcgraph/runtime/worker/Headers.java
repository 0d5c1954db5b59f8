package funcgraph.runtime.worker;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What stands in the JSON headers of frames (docs/worker-protocol.md). */
final class Headers {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int MAX_RESPONSE_BYTES = 6_291_456;

    private Headers() {}

    static JsonNode read(byte[] header) {
        return header.length == 0 ? JSON.createObjectNode() : JSON.readTree(header);
    }

    /** Loads the classes that read and write JSON: the first time takes too long for an event loop. */
    static void warmUp() {
        read(error("", ""));
    }

    /**
     * What a worker becomes.
     *
     * @param code where the worker sees its code
     * @param instanceId its own name
     */
    static byte[] init(WorkerSpec spec, Path code, String instanceId) {
        var userData = new LinkedHashMap<>(spec.userData());
        userData.putAll(spec.encryptedUserData());
        var header = JSON.createObjectNode()
                .put("function", spec.function().name())
                .put("package", spec.function().packageName())
                .put("projectId", spec.function().projectId())
                .put("version", spec.version())
                .put("handler", spec.handler())
                .put("codeDirectory", code.toString())
                .put("workDirectory", workDirectory(code).toString())
                .put("timeoutSeconds", spec.timeoutSeconds())
                .put("memoryMb", spec.memoryMb())
                .put("cpuMillicores", spec.cpuMillicores())
                .put("concurrency", spec.places())
                .put("instanceId", instanceId);
        if (spec.streams()) {
            header.put("streams", true);
        }
        spec.initializer()
                .ifPresent(initializer -> header.put("initializer", initializer.handler())
                        .put("initializerTimeoutSeconds", initializer.timeoutSeconds()));
        spec.preStop()
                .ifPresent(preStop -> header.put("preStop", preStop.handler())
                        .put("preStopTimeoutSeconds", preStop.timeoutSeconds()));
        header.set("userData", JSON.valueToTree(userData));
        header.set("environment", JSON.valueToTree(environment(spec, userData, code)));
        return JSON.writeValueAsBytes(header);
    }

    /** The parent of a directory called {@code code}, as on the real platform; else the code directory itself. */
    private static Path workDirectory(Path code) {
        Path parent = code.getParent();
        return parent != null && code.endsWith("code") ? parent : code;
    }

    /** The variables of runtimes 1.7. The platform's own win over the user's. */
    private static Map<String, String> environment(WorkerSpec spec, Map<String, String> userData, Path code) {
        var environment = new LinkedHashMap<>(userData);
        environment.put("RUNTIME_PROJECT_ID", spec.function().projectId());
        environment.put("RUNTIME_FUNC_NAME", spec.function().name());
        environment.put("RUNTIME_FUNC_VERSION", spec.version());
        environment.put("RUNTIME_PACKAGE", spec.function().packageName());
        environment.put("RUNTIME_HANDLER", spec.handler());
        environment.put("RUNTIME_TIMEOUT", Integer.toString(spec.timeoutSeconds()));
        environment.put("RUNTIME_USERDATA", JSON.writeValueAsString(userData));
        environment.put("RUNTIME_CPU", Integer.toString(spec.cpuMillicores()));
        environment.put("RUNTIME_MEMORY", Integer.toString(spec.memoryMb()));
        environment.put("RUNTIME_MAX_RESP_BODY_SIZE", Integer.toString(MAX_RESPONSE_BYTES));
        environment.put("RUNTIME_ROOT", "/home/snuser/runtime");
        environment.put("RUNTIME_LOG_DIR", "/home/snuser/log");
        environment.put("RUNTIME_CODE_ROOT", code.toString());
        spec.initializer().ifPresent(initializer -> {
            environment.put("RUNTIME_INITIALIZER_HANDLER", initializer.handler());
            environment.put("RUNTIME_INITIALIZER_TIMEOUT", Integer.toString(initializer.timeoutSeconds()));
        });
        spec.preStop().ifPresent(preStop -> environment.put("RUNTIME_PRESTOP_HANDLER", preStop.handler()));
        return environment;
    }

    /** By hand, because it is written for each call; with nothing but an id, workers need no parser for it. */
    static byte[] call(Call call) {
        var text = new StringBuilder(128);
        text.append("{\"requestId\":");
        appendString(text, call.requestId());
        if (call.async()) {
            append(text, "invokeType", "async");
        }
        if (call.outlet() != null) {
            text.append(",\"stream\":true");
        }
        if (!call.alias().isEmpty()) {
            append(text, "alias", call.alias());
        }
        if (call.credentials().isPresent()) {
            append(text, call.credentials().get());
        }
        if (call.trace().isPresent()) {
            append(text, "traceId", call.trace().get().traceId());
            append(text, "traceparent", call.trace().get().traceparent());
        }
        return text.append('}').toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The old names of the pair mean the same pair (runtimes 1.5). */
    private static void append(StringBuilder text, Call.Credentials credentials) {
        text.append(",\"credentials\":{\"token\":");
        appendString(text, credentials.token());
        append(text, "accessKey", credentials.accessKey());
        append(text, "secretKey", credentials.secretKey());
        append(text, "securityAccessKey", credentials.accessKey());
        append(text, "securitySecretKey", credentials.secretKey());
        append(text, "securityToken", credentials.securityToken());
        text.append('}');
    }

    private static void append(StringBuilder text, String name, String value) {
        text.append(",\"").append(name).append("\":");
        appendString(text, value);
    }

    private static void appendString(StringBuilder text, String value) {
        boolean plain = value.chars().allMatch(c -> c >= ' ' && c < 0x7f && c != '"' && c != '\\');
        if (plain) {
            text.append('"').append(value).append('"');
        } else {
            text.append(JSON.writeValueAsString(value));
        }
    }

    /** The object {@code {errorMessage, errorType, stackTrace}} for a failure that the worker could not report. */
    static byte[] error(String message, String type) {
        var body = JSON.createObjectNode().put("errorMessage", message).put("errorType", type);
        body.set("stackTrace", JSON.createArrayNode());
        return JSON.writeValueAsBytes(body);
    }
}
