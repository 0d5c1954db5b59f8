package funcgraph.runtime.direct;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * What a worker becomes: the part of INIT that these families need (docs/worker-protocol.md).
 *
 * @param code its code directory, as it sees it
 * @param environment the variables of the function and of the platform
 * @param hasInitializer whether the time to get ready is the function's to say
 */
record Setup(Path code, Path workDirectory, String handler, Map<String, String> environment, boolean hasInitializer) {

    static Setup of(byte[] header) {
        JsonNode init = Json.read(header);
        var environment = new LinkedHashMap<String, String>();
        init.path("environment").forEachEntry((name, value) -> environment.put(name, value.asString("")));
        return new Setup(
                Path.of(init.path("codeDirectory").asString()),
                Path.of(init.path("workDirectory").asString()),
                init.path("handler").asString(""),
                environment,
                init.has("initializer"));
    }

    String variable(String name) {
        return environment.getOrDefault(name, "");
    }
}
