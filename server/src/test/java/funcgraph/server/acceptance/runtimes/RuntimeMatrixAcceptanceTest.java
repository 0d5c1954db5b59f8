package funcgraph.server.acceptance.runtimes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import funcgraph.contract.HeaderNames;
import funcgraph.server.PackagedServer;
import funcgraph.server.acceptance.Api;
import funcgraph.server.acceptance.Deployed;
import funcgraph.server.acceptance.MatrixCode;
import funcgraph.server.acceptance.Sample;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Every runtime that this machine can run against every part of the contract: one function in each language, run by the
 * real interpreter. The table is printed and left in the build's directory; a cell that is not {@code ok} says why.
 */
class RuntimeMatrixAcceptanceTest {

    private static final List<String> SEED = List.of(
            "Node.js6.10", "Node.js8.10", "Python2.7", "Java8", "Go1.8", "C#(.NET Core 2.0)", "C#(.NET Core 2.1)");

    /** Whose program is the user's own. */
    private static final List<String> DIRECT = List.of("Custom", "http", "Go1.x");

    private static final int AT_A_TIME = 3;
    private static final int LONG_SECONDS = 25;
    private static final String OK = "ok";

    private static PackagedServer server;
    private static Api api;

    @BeforeAll
    static void start() {
        server = PackagedServer.start();
        api = Api.of(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** What a call must come to. */
    @FunctionalInterface
    private interface Check {
        String look(MatrixFunction function) throws Exception;
    }

    private static final Map<String, Check> COLUMNS = new LinkedHashMap<>();

    static {
        COLUMNS.put(
                "echo",
                function -> same(
                        function.result("{\"do\":\"echo\",\"value\":{\"text\":\"grüße 😀\"}}")
                                .toString(),
                        "{\"text\":\"grüße 😀\"}"));
        COLUMNS.put("context", RuntimeMatrixAcceptanceTest::context);
        COLUMNS.put("environment", RuntimeMatrixAcceptanceTest::environment);
        COLUMNS.put(
                "initializer", function -> same(told(function, "initialized").toString(), "[\"value\"]"));
        COLUMNS.put("log", function -> {
            String log = Deployed.log(function.callWithLog("{\"do\":\"log\"}").ok());
            return log.contains("a line of the log") ? OK : "the log is " + log;
        });
        COLUMNS.put("error", function -> {
            var answer = function.call("{\"do\":\"raise\"}");
            var said = function.said(answer);
            return said.contains("deliberate") && said.contains("errorType") ? OK : answer.status() + " " + said;
        });
        COLUMNS.put("read-only", function -> same(told(function, "write").toString(), "[\"/tmp/x\"]"));
        COLUMNS.put("exit", function -> failed(function, "exit", "4002"));
        COLUMNS.put("memory", function -> failed(function, "eat", "4205"));
        COLUMNS.put("timeout", function -> {
            function.deployed().change("{\"timeout\":3}");
            return failed(function, "sleep", "4010");
        });
        COLUMNS.put(
                "again",
                function ->
                        same(function.result("{\"do\":\"echo\",\"value\":1}").toString(), "1"));
    }

    private static String context(MatrixFunction function) {
        var answer = function.call("{\"do\":\"context\"}").ok();
        JsonNode told = Api.json(function.said(answer));
        boolean good = told.path("request").asString().equals(answer.header(HeaderNames.CFF_REQUEST_ID))
                && told.path("name").asString().equals(function.deployed().name())
                && told.path("key").asString().equals("value")
                && told.path("memory").asInt() == 128
                && told.path("left").asInt() > 0;
        return good ? OK : told.toString();
    }

    private static String environment(MatrixFunction function) {
        JsonNode told = told(function, "environment");
        boolean good = told.path("name").asString().equals(function.deployed().name())
                && told.path("key").asString().equals("value")
                && told.path("root").asString().endsWith("/code");
        return good ? OK : told.toString();
    }

    private static JsonNode told(MatrixFunction function, String what) {
        return function.result("{\"do\":\"" + what + "\"}");
    }

    private static String failed(MatrixFunction function, String what, String code) {
        var answer = function.call("{\"do\":\"" + what + "\"}");
        return code.equals(answer.header(HeaderNames.FUNC_ERR_CODE))
                ? OK
                : answer.status() + " " + answer.header(HeaderNames.FUNC_ERR_CODE) + " " + answer.text();
    }

    private static String same(String actual, String expected) {
        return actual.equals(expected) ? OK : actual;
    }

    @Test
    void every_runtime_that_is_here_keeps_the_whole_contract() throws Exception {
        var rows = new TreeMap<String, Map<String, String>>();
        var present = new ArrayList<String>();
        try (var threads = Executors.newFixedThreadPool(AT_A_TIME)) {
            var running = new LinkedHashMap<String, Future<Map<String, String>>>();
            for (JsonNode runtime : runtimes()) {
                String name = runtime.path("type").asString();
                if (runtime.path("status").asString().equals("absent")) {
                    continue;
                }
                present.add(name);
                MatrixCode.of(name).ifPresent(code -> running.put(name, threads.submit(() -> row(name, code))));
            }
            for (var each : running.entrySet()) {
                rows.put(each.getKey(), each.getValue().get());
            }
        }
        String table = table(rows);
        Files.writeString(Path.of("target/runtime-matrix.txt"), table);
        System.out.println(table);
        assertThat(rows.values().stream().flatMap(row -> row.values().stream()))
                .as(table)
                .containsOnly(OK);
        if (System.getenv("FUNCGRAPH_RUNTIMES_DIRECTORY") != null) {
            assertThat(present).containsAll(SEED);
            assertThat(rows.keySet()).containsAll(SEED).containsAll(DIRECT);
        }
    }

    private static JsonNode runtimes() {
        return api.send("GET", "/v2/" + api.projectId() + "/fgs/runtimetypes", Map.of(), new byte[0])
                .ok()
                .json();
    }

    private static Map<String, String> row(String runtime, MatrixCode code) {
        var request = Sample.metadata("matrix-" + plain(runtime), runtime, code.handler());
        if (!code.initializer().isEmpty()) {
            request.put("initializer_handler", code.initializer()).put("initializer_timeout", 30);
        }
        Sample.with(request, code.type(), code.file())
                .put("timeout", LONG_SECONDS) // filling 128 MB takes a slow machine some seconds of its 0.3 processors
                .put("user_data", "{\"key\":\"value\"}");
        var cells = new LinkedHashMap<String, String>();
        String refused = created(request);
        if (!refused.isEmpty()) {
            COLUMNS.keySet().forEach(column -> cells.put(column, refused));
            return cells;
        }
        var function =
                MatrixFunction.of(new Deployed(api, request.path("func_name").asString()), runtime);
        COLUMNS.forEach((column, check) -> cells.put(column, looked(check, function)));
        return cells;
    }

    /** Why it could not be, or nothing. */
    private static String created(tools.jackson.databind.node.ObjectNode request) {
        try {
            var answer = api.create(request);
            return answer.status() == 200 ? "" : "create: " + answer.text();
        } catch (java.io.UncheckedIOException e) {
            return "create: " + e.getMessage();
        }
    }

    private static String looked(Check check, MatrixFunction function) {
        try {
            return check.look(function);
        } catch (Exception | AssertionError e) {
            return String.valueOf(e.getMessage()).strip();
        }
    }

    private static String plain(String runtime) {
        return runtime.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("-$", "");
    }

    private static String table(Map<String, Map<String, String>> rows) {
        var text = new StringBuilder("%n%-20s".formatted("runtime"));
        COLUMNS.keySet().forEach(column -> text.append(" %-11s".formatted(column)));
        rows.forEach((runtime, cells) -> {
            text.append("%n%-20s".formatted(runtime));
            cells.values().forEach(cell -> text.append(" %-11s".formatted(cell)));
        });
        return new String(text.append('\n').toString().getBytes(UTF_8), UTF_8);
    }
}
