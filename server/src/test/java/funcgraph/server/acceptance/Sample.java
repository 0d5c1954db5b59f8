package funcgraph.server.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Bodies of create and update-code requests. */
public final class Sample {

    /** Answers with what a change of metadata can change. */
    public static final String PYTHON = """
            import os
            def handler(event, context):
                return {"event": event, "memory": context.getMemorySize(), "key": context.getUserData("key"),
                        "environment": os.environ.get("key")}
            def other(event, context):
                return "other"
            """;

    private Sample() {}

    /** An inline Python function, {@code index.handler}, 128 MB, 3 s. */
    public static ObjectNode python(String name) {
        return inline(name, "Python3.9", "index.handler", PYTHON);
    }

    public static ObjectNode inline(String name, String runtime, String handler, String source) {
        return with(metadata(name, runtime, handler), "inline", source.getBytes(UTF_8));
    }

    /** A create request that still lacks its code. */
    public static ObjectNode metadata(String name, String runtime, String handler) {
        return object().put("func_name", name)
                .put("package", "default")
                .put("runtime", runtime)
                .put("handler", handler)
                .put("memory_size", 128)
                .put("timeout", 3);
    }

    /** Only the code, as {@code PUT …/code} takes it. */
    public static ObjectNode code(String type, byte[] file) {
        return with(object(), type, file);
    }

    public static ObjectNode with(ObjectNode request, String type, byte[] file) {
        request.put("code_type", type);
        if (type.equals("zip") || type.equals("jar")) {
            request.put("code_filename", "code." + type);
        }
        request.putObject("func_code").put("file", Base64.getEncoder().encodeToString(file));
        return request;
    }

    /** Code that lies in an object store. */
    public static ObjectNode obs(ObjectNode request, String url) {
        return request.put("code_type", "obs").put("code_url", url);
    }

    public static ObjectNode object() {
        return JsonMapper.shared().createObjectNode();
    }
}
