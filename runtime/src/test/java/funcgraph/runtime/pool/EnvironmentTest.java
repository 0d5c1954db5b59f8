package funcgraph.runtime.pool;

import static org.assertj.core.api.Assertions.assertThat;

import funcgraph.runtime.worker.WorkerSpec;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The variables of runtimes 1.7: these, all of these, and no others. */
class EnvironmentTest {

    private static final String PYTHON = """
            import os
            def init(context):
                pass
            def handler(event, context):
                return {k: v for k, v in os.environ.items() if k.startswith("RUNTIME_")}
            """;
    private static final String NODE = """
            exports.init = (context, callback) => callback(null, '');
            exports.handler = async () => {
                const shown = {};
                Object.keys(process.env).filter(k => k.startsWith('RUNTIME_')).forEach(k => shown[k] = process.env[k]);
                return shown;
            };
            """;

    private static Workshop shop;

    @BeforeAll
    static void open() {
        shop = new Workshop(Workshop.limits());
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    @Test
    void python_and_node_show_the_same_variables() {
        for (var plain : new WorkerSpec[] {shop.python("python", PYTHON), shop.node("node", NODE)}) {
            var spec = with(plain, Optional.empty());
            assertThat(shown(spec)).isEqualTo(expected(spec));
        }
    }

    @Test
    void initializer_adds_its_own() {
        for (var plain : new WorkerSpec[] {shop.python("pythoninit", PYTHON), shop.node("nodeinit", NODE)}) {
            var spec = with(plain, Optional.of(new WorkerSpec.Initializer("index.init", 5)));
            var expected = new HashMap<>(expected(spec));
            expected.put("RUNTIME_INITIALIZER_HANDLER", "index.init");
            expected.put("RUNTIME_INITIALIZER_TIMEOUT", "5");
            assertThat(shown(spec)).isEqualTo(expected);
        }
    }

    private static Map<String, String> expected(WorkerSpec spec) {
        return Map.ofEntries(
                Map.entry("RUNTIME_PROJECT_ID", "project"),
                Map.entry("RUNTIME_FUNC_NAME", spec.function().name()),
                Map.entry("RUNTIME_FUNC_VERSION", "latest"),
                Map.entry("RUNTIME_PACKAGE", "default"),
                Map.entry("RUNTIME_HANDLER", "index.handler"),
                Map.entry("RUNTIME_TIMEOUT", "7"),
                Map.entry("RUNTIME_USERDATA", "{\"RUNTIME_ROOT\":\"mine\",\"secret\":\"s3cret\"}"),
                Map.entry("RUNTIME_CPU", "400"),
                Map.entry("RUNTIME_MEMORY", "256"),
                Map.entry("RUNTIME_MAX_RESP_BODY_SIZE", "6291456"),
                Map.entry("RUNTIME_ROOT", "/home/snuser/runtime"),
                Map.entry("RUNTIME_CODE_ROOT", spec.codeDirectory().toString()),
                Map.entry("RUNTIME_LOG_DIR", "/home/snuser/log"));
    }

    private static Map<String, String> shown(WorkerSpec spec) {
        return JsonMapper.shared().readValue(shop.answer(spec, "{}"), new TypeReference<>() {});
    }

    private static WorkerSpec with(WorkerSpec spec, Optional<WorkerSpec.Initializer> initializer) {
        return new WorkerSpec(
                spec.function(),
                spec.version(),
                spec.revision(),
                spec.runtime(),
                spec.codeDirectory(),
                spec.handler(),
                initializer,
                7,
                256,
                400,
                Map.of("RUNTIME_ROOT", "mine"),
                Map.of("secret", "s3cret"));
    }
}
