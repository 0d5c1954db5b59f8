package funcgraph.runtime.worker;

import static org.assertj.core.api.Assertions.assertThat;

import funcgraph.domain.RuntimeName;
import funcgraph.runtime.catalog.Program;
import funcgraph.runtime.catalog.RuntimeCatalog;
import funcgraph.runtime.worker.BareWorker.Said;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The Node.js bootstrap with the Node.js of this machine, and with the old ones below {@code runtimes} when the variable
 * {@code FUNCGRAPH_RUNTIMES_DIRECTORY} names a directory that has them. The functions are written for the oldest.
 */
@Timeout(60)
class NodeBootstrapTest {

    private static final Path BOOTSTRAP =
            Path.of("../bootstraps/node/bootstrap.js").toAbsolutePath().normalize();

    @TempDir
    private Path directory;

    static List<Path> nodes() {
        var catalog = RuntimeCatalog.ofMachine(System.getenv("PATH"), true);
        Path installed = Path.of(System.getenv().getOrDefault("FUNCGRAPH_RUNTIMES_DIRECTORY", "/none"));
        var found = Stream.concat(
                        Stream.of("nodejs6.10", "nodejs8.10")
                                .map(name -> installed.resolve(name).resolve("rtsp/nodejs/bin/node"))
                                .filter(Files::isExecutable),
                        catalog.program(RuntimeName.NODE_20_15).map(Program::executable).stream())
                .toList();
        assertThat(found).as("this machine has no Node.js").isNotEmpty();
        return found;
    }

    private BareWorker ready(Path node, String body, Map<String, Object> more) throws IOException {
        Path code = directory.resolve("code");
        Files.createDirectories(code);
        Files.writeString(code.resolve("index.js"), body);
        var worker = new BareWorker(directory, List.of(node.toString(), BOOTSTRAP.toString()), Map.of());
        Said said = worker.init(code, "index.handler", more);
        assertThat(said.kind()).as(said.payload()).isEqualTo(BareWorker.READY);
        return worker;
    }

    @ParameterizedTest
    @MethodSource("nodes")
    void methods_of_the_context_work_without_it_and_it_shows_no_secret(Path node) throws IOException {
        String body = """
                exports.handler = (event, context, callback) => {
                    const { getRequestID, getAlias, getAccessKey, getToken, getWorkflowRunID, getUserData, getLogger } = context;
                    const { info } = getLogger();
                    info('said %d', 1);
                    console.log(context);
                    callback(null, [getRequestID(), getAlias(), getAccessKey(), getToken(), getWorkflowRunID(),
                        getUserData('colour'), getUserData('toString')]);
                };
                """;
        try (var worker = ready(node, body, Map.of("userData", Map.of("colour", "green")))) {
            var more = Map.of(
                    "alias",
                    "prod",
                    "credentials",
                    Map.of("accessKey", "ak", "token", "hidden"),
                    "workflowRunId",
                    "run",
                    "invokeType",
                    "sync");
            assertThat(worker.call(1, more, "{}").payload())
                    .isEqualTo("[\"request-1\",\"prod\",\"ak\",\"hidden\",\"run\",\"green\",null]");
            assertThat(worker.call(2, Map.of(), "{}").payload())
                    .isEqualTo("[\"request-2\",\"\",\"\",\"\",\"\",\"green\",null]");
            assertThat(worker.output())
                    .containsPattern("Z request-1 INFO said 1\n")
                    .doesNotContain("hidden", "green");
        }
    }

    @ParameterizedTest
    @MethodSource("nodes")
    void only_the_first_answer_counts(Path node) throws IOException {
        String body = """
                exports.handler = (event, context, callback) => {
                    callback(null, 'first');
                    callback(null, 'second');
                    callback(new Error('third'));
                    return Promise.resolve('fourth');
                };
                """;
        try (var worker = ready(node, body, Map.of())) {
            assertThat(worker.call(1, Map.of(), "{}").payload()).isEqualTo("\"first\"");
            assertThat(worker.call(2, Map.of(), "{}").payload()).isEqualTo("\"first\"");
        }
    }

    @ParameterizedTest
    @MethodSource("nodes")
    void calls_are_open_side_by_side_and_stop_waits_for_them(Path node) throws IOException {
        String body = """
                let open = [];
                exports.stop = (context, callback) => setTimeout(() => { console.log('stopped'); callback(); }, 10);
                exports.handler = (event, context, callback) => {
                    open.push(() => callback(null, event));
                    if (open.length === 3) setTimeout(() => open.reverse().forEach((answer) => answer()), 50);
                };
                """;
        var more = Map.<String, Object>of("concurrency", 3, "preStop", "index.stop", "preStopTimeoutSeconds", 5);
        try (var worker = ready(node, body, more)) {
            for (int id = 1; id <= 3; id++) {
                worker.begin(id, Map.of(), Integer.toString(id).getBytes(StandardCharsets.UTF_8));
            }
            assertThat(worker.stop()).isZero();
            assertThat(List.of(worker.read(), worker.read(), worker.read()))
                    .extracting(Said::payload)
                    .containsExactly("3", "2", "1");
            assertThat(worker.output()).contains("stopped");
        }
    }

    @ParameterizedTest
    @MethodSource("nodes")
    void exception_after_the_answer_is_told_in_the_log_and_ends_the_worker(Path node) throws IOException {
        String body = """
                exports.handler = (event, context, callback) => {
                    callback(null, 1);
                    setTimeout(() => { throw new Error('too late'); }, 20);
                };
                """;
        try (var worker = ready(node, body, Map.of())) {
            assertThat(worker.call("{}").payload()).isEqualTo("1");
            assertThat(worker.exit()).isEqualTo(1);
            assertThat(worker.output()).contains("Error: too late");
        }
    }

    @ParameterizedTest
    @MethodSource("nodes")
    void errors_have_the_name_of_their_class_and_odd_text_survives(Path node) throws IOException {
        String body = """
                class Mine extends Error {}
                exports.handler = (event, context, callback) => {
                    if (event === 1) throw new Mine('own');
                    callback(null, event);
                };
                """;
        try (var worker = ready(node, body, Map.of())) {
            Said failed = worker.call("1");
            assertThat(failed.header().path("code").intValue()).isEqualTo(4002);
            assertThat(failed.body().path("errorType").stringValue()).isEqualTo("Mine");
            assertThat(failed.payload()).contains("index.js:3").doesNotContain("bootstraps");
            assertThat(worker.call("\"\\ud800 \\u0000 \ud83d\ude00\"").payload())
                    .isEqualTo("\"\\ud800 \\u0000 \ud83d\ude00\"");
            String large = "\"" + "x".repeat(6_000_000) + "\"";
            assertThat(worker.call(large).payload()).isEqualTo(large);
        }
    }

    @ParameterizedTest
    @MethodSource("nodes")
    void modules_of_user_code_may_be_called_as_those_of_the_worker_are(Path node) throws IOException {
        Path code = directory.resolve("code");
        Files.createDirectories(code);
        var names = List.of("bootstrap", "context", "entry", "esm", "failure", "logger", "wire", "worker");
        for (String name : names) {
            Files.writeString(code.resolve(name + ".js"), "module.exports = 'mine';");
        }
        String body = """
                const names = '%s'.split(' ');
                exports.handler = (event, context, callback) => {
                    callback(null, names.filter((name) => require('./' + name) !== 'mine'));
                };
                """.formatted(String.join(" ", names));
        try (var worker = ready(node, body, Map.of())) {
            assertThat(worker.call("{}").payload()).isEqualTo("[]");
        }
    }
}
