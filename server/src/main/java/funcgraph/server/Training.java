package funcgraph.server;

import funcgraph.cli.Account;
import funcgraph.cli.ApiClient;
import funcgraph.domain.RuntimeName;
import funcgraph.runtime.catalog.Interpreter;
import funcgraph.server.config.Config;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code funcgraph train}: a short life of a server with many requests of each usual kind, so that the JVM that records it
 * (-XX:AOTCacheOutput) learns which classes a server loads and which of its code is used most, which later starts compile
 * first. The launcher runs it once after each build.
 */
final class Training {

    private static final String FUNCTION = "training";
    private static final int ROUNDS = 60;

    /** So many that what each call runs through is compiled to the end; three times as many gave nothing more. */
    private static final int CALLS_A_ROUND = 100;

    private static final String SOURCE = "def handler(event, context):\n    return event\n";

    private Training() {}

    static void run(Config config) {
        ScratchDirectory.using(data -> {
            var server = Server.start(config.withData(data).withPort(0));
            try (var api = ApiClient.of(Account.of(data))) {
                exercise(api, server.credentials(), canInvoke(config));
            } finally {
                server.stop();
            }
            return data;
        });
    }

    private static void exercise(ApiClient api, Credentials who, boolean canInvoke) {
        api.create(json("""
            {"func_name":"%s","package":"default","runtime":"%s","handler":"index.handler","memory_size":128,
             "timeout":3,"code_type":"inline","func_code":{"file":"%s"}}\
            """.formatted(FUNCTION, RuntimeName.PYTHON_3_9.wireName(), inBase64(SOURCE))));
        try (var withToken = api.signedIn(who.domainName(), who.userName(), who.password())) {
            for (int i = 0; i < ROUNDS; i++) {
                withToken.config(FUNCTION);
                api.updateConfig(FUNCTION, json("{\"memory_size\":%d}".formatted(i % 2 == 0 ? 256 : 128)));
                api.list(0, 10);
                for (int call = 0; canInvoke && call < CALLS_A_ROUND; call++) {
                    withToken.invoke(FUNCTION, "{}".getBytes(StandardCharsets.UTF_8), true);
                }
            }
        }
        api.delete(FUNCTION);
    }

    private static boolean canInvoke(Config config) {
        return !(RuntimeList.catalog(config.runtimes()).find(RuntimeName.PYTHON_3_9) instanceof Interpreter.Absent);
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }

    private static String inBase64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
