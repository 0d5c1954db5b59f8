package funcgraph.runtime.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import funcgraph.runtime.dotnet.CSharpCompiler;
import funcgraph.runtime.dotnet.DotnetWorker;
import funcgraph.runtime.worker.BareWorker.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The .NET worker on each .NET below {@code FUNCGRAPH_RUNTIMES_DIRECTORY}, which {@code funcgraph runtimes install} fills.
 * The worker and the functions are compiled here, from the sources of this checkout.
 */
@Timeout(60)
@EnabledIfEnvironmentVariable(named = "FUNCGRAPH_RUNTIMES_DIRECTORY", matches = ".+")
class DotnetBootstrapTest {

    private static final Map<String, Object> NOTHING_MORE = Map.of();
    private static final String STREAMS = "Handlers::Handlers.Streams::";
    private static final String TYPED = "Handlers::Handlers.Typed::";
    private static final String EURO = "\u20ac";

    @TempDir
    private static Path compiled;

    @TempDir
    private Path directory;

    static List<Path> homes() throws IOException {
        try (Stream<Path> runtimes = Files.list(Path.of(System.getenv("FUNCGRAPH_RUNTIMES_DIRECTORY")))) {
            List<Path> found = runtimes.map(runtime -> runtime.resolve("rtsp/dotnet"))
                    .filter(home -> Files.isExecutable(home.resolve("dotnet")))
                    .sorted()
                    .toList();
            assertThat(found).as("no .NET: ./funcgraph runtimes install --seed").isNotEmpty();
            return found;
        }
    }

    @BeforeAll
    @Timeout(300)
    static void compile() throws IOException {
        assertThat(CSharpCompiler.isInstalled()).as("apt-get install mono-mcs").isTrue();
        var compiler = CSharpCompiler.installed();
        for (Path home : homes()) {
            DotnetWorker.compile(compiler, DotnetWorker.framework(home), worker(home));
        }
        Path framework = DotnetWorker.framework(homes().getFirst());
        Path library = worker(homes().getFirst()).resolve(DotnetWorker.LIBRARY);
        Path code = Files.createDirectories(compiled.resolve("code"));
        compiler.compile(framework, List.of(library), sources("Handlers"), true, code.resolve("Handlers.dll"));
        Files.writeString(code.resolve("Text.dll"), "no assembly");
        Path own = Files.createDirectories(compiled.resolve("own/code"));
        Path theirs = own.resolve(DotnetWorker.LIBRARY.getFileName());
        compiler.compile(framework, List.of(), sources("OwnLibrary"), false, theirs);
        compiler.compile(framework, List.of(theirs), sources("OwnHandler"), false, own.resolve("Own.dll"));
        Path json = Files.createDirectories(compiled.resolve("json/code"));
        Files.copy(code.resolve("Handlers.dll"), json.resolve("Handlers.dll"));
        compiler.compile(framework, List.of(), sources("Newtonsoft"), false, json.resolve("Newtonsoft.Json.dll"));
    }

    /** Handlers need a Main only to compile, so one of them may have none. */
    private static List<Path> sources(String name) throws IOException {
        Path source = Path.of("src/test/csharp", name + ".cs").toAbsolutePath();
        if (!name.equals("Handlers")) {
            return List.of(source);
        }
        Path main = compiled.resolve("Main.cs");
        Files.writeString(main, "class Unused { static void Main() { } }");
        return List.of(source, main);
    }

    private static Path worker(Path home) {
        return compiled.resolve(home.getName(home.getNameCount() - 3));
    }

    private BareWorker boot(Path home) {
        String program = worker(home).resolve(DotnetWorker.ASSEMBLY).toString();
        List<String> command = List.of(home.resolve("dotnet").toString(), program);
        return new BareWorker(directory, command, DotnetWorker.VARIABLES);
    }

    private BareWorker ready(Path home, String handler) {
        return ready(home, "code", handler, NOTHING_MORE);
    }

    private BareWorker ready(Path home, String code, String handler, Map<String, ?> more) {
        var worker = boot(home);
        Said said = worker.init(compiled.resolve(code), handler, more);
        assertThat(said.kind()).as(said.payload()).isEqualTo(BareWorker.READY);
        return worker;
    }

    private String answer(Path home, String handler, String event) {
        try (var worker = ready(home, handler)) {
            Said said = worker.call(event);
            assertThat(said.kind()).as(said.payload()).isEqualTo(BareWorker.RESULT);
            return said.payload();
        }
    }

    private static void failed(Said said, int code, String type, String message) {
        assertThat(said.header().path("code").intValue()).as(said.payload()).isEqualTo(code);
        assertThat(said.body().path("errorType").stringValue()).isEqualTo(type);
        assertThat(said.body().path("errorMessage").stringValue()).contains(message);
        assertThat(said.body().path("stackTrace").isArray()).isTrue();
    }

    @Test
    void code_that_does_not_compile_is_refused_in_the_compilers_words() throws IOException {
        Path source = directory.resolve("Wrong.cs");
        Files.writeString(source, "class Wrong { int x = nothing; }");
        Path framework = DotnetWorker.framework(homes().getFirst());
        assertThatThrownBy(() -> CSharpCompiler.installed()
                        .compile(framework, List.of(), List.of(source), false, directory.resolve("Wrong.dll")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Wrong.dll")
                .hasMessageContaining("error CS0103");
    }

    @ParameterizedTest
    @MethodSource("homes")
    void the_version_is_the_real_one_and_streams_pass_as_they_are(Path home) throws IOException {
        try (var worker = ready(home, STREAMS + "Echo")) {
            String version = String.valueOf(DotnetWorker.framework(home).getFileName());
            assertThat(worker.hello.header().path("version").stringValue()).isEqualTo(version);
            for (String text : List.of("", "\"\u00e9" + EURO + "\uD83D\uDE00\u0000\"", "{\"a\": 1}", "no json")) {
                assertThat(worker.call(text).payload()).isEqualTo(text);
            }
            String six = "x".repeat(6_291_456);
            assertThat(worker.call(six).payload()).isEqualTo(six);
        }
    }

    @ParameterizedTest
    @MethodSource("homes")
    void results_are_read_from_their_start_and_have_a_limit(Path home) {
        assertThat(answer(home, STREAMS + "Written", "")).isEqualTo("from its start");
        assertThat(answer(home, STREAMS + "Null", "")).isEmpty();
        try (var worker = ready(home, STREAMS + "Sized")) {
            failed(worker.call("6291457"), 4004, "ResponseTooLarge", "6291457");
            assertThat(worker.call("6291456").payload()).hasSize(6_291_456);
        }
    }

    @ParameterizedTest
    @MethodSource("homes")
    void an_exception_is_reported_with_its_class_its_stack_and_its_cause(Path home) {
        try (var worker = ready(home, STREAMS + "Throw")) {
            Said said = worker.call("");
            failed(
                    said,
                    4002,
                    "System.InvalidOperationException",
                    "function invocation exception, error: no such thing");
            assertThat(said.body().path("stackTrace").path(0).stringValue()).startsWith("at Handlers.Streams.Throw");
            assertThat(said.payload())
                    .contains("caused by System.FormatException: the cause")
                    .doesNotContain("Funcgraph");
        }
        try (var worker = ready(home, STREAMS + "Exhaust")) {
            failed(worker.call(""), 4205, "MemoryError", "memory limit exceeded");
        }
        try (var worker = ready(home, TYPED + "Nothing")) {
            failed(worker.call(""), 4002, "System.TimeoutException", "too late");
        }
    }

    @ParameterizedTest
    @MethodSource("homes")
    void a_worker_that_ends_inside_a_call_says_why(Path home) {
        var ends = Map.of(
                "Exit",
                "ProcessExit Environment.Exit()",
                "ThrowElsewhere",
                "System.InvalidOperationException elsewhere");
        ends.forEach((method, end) -> {
            try (var worker = ready(home, STREAMS + method)) {
                Said said = worker.call("");
                failed(said, 4002, end.split(" ", 2)[0], end.split(" ", 2)[1]);
                assertThat(said.header().path("leaving").booleanValue()).isTrue();
                assertThat(worker.exit()).isNotZero();
            }
        });
    }

    @ParameterizedTest
    @MethodSource("homes")
    void code_that_does_not_load_is_told_apart_from_a_handler_that_is_not_there(Path home) {
        var wanted = Map.of(
                "Missing::A.B::C",
                "4001 HandlerNotFound no file Missing.dll",
                "Handlers::A.B::C",
                "4001 HandlerNotFound no class 'A.B'",
                STREAMS + "None",
                "4001 HandlerNotFound no public method 'None'",
                "Handlers.Streams",
                "4001 HandlerNotFound ASSEMBLY::NAMESPACE.CLASS::METHOD",
                "Text::A.B::C",
                "4009 System.BadImageFormatException cannot load handler",
                "Handlers::Handlers.Broken::Handler",
                "4009 System.NotSupportedException made badly");
        wanted.forEach((handler, end) -> {
            try (var worker = boot(home)) {
                String[] expected = end.split(" ", 3);
                Said said = worker.init(compiled.resolve("code"), handler, NOTHING_MORE);
                assertThat(said.kind()).isEqualTo(BareWorker.INIT_FAILED);
                failed(said, Integer.parseInt(expected[0]), expected[1], expected[2]);
            }
        });
        try (var worker = boot(home)) {
            var initializer = Map.of("initializer", STREAMS + "FailingInit", "initializerTimeoutSeconds", 3);
            Said loaded = worker.init(compiled.resolve("code"), STREAMS + "Echo", initializer);
            assertThat(loaded.kind()).as(loaded.payload()).isEqualTo(BareWorker.LOADED);
            failed(worker.read(), 4201, "System.ArgumentException", "function initialization exception: not today");
        }
    }

    @ParameterizedTest
    @MethodSource("homes")
    void initializer_handler_and_pre_stop_share_an_instance(Path home) {
        try (var worker = boot(home)) {
            var more = Map.of(
                    "initializer",
                    STREAMS + "Init",
                    "initializerTimeoutSeconds",
                    3,
                    "preStop",
                    STREAMS + "Stop",
                    "preStopTimeoutSeconds",
                    3);
            assertThat(worker.init(compiled.resolve("code"), STREAMS + "Seen", more)
                            .kind())
                    .isEqualTo(BareWorker.LOADED);
            assertThat(worker.read().kind()).isEqualTo(BareWorker.READY);
            assertThat(worker.call("").payload()).isEqualTo("init of hello in " + compiled);
            assertThat(worker.stop()).isZero();
            assertThat(worker.output()).contains("stopped after init of hello");
        }
    }

    @ParameterizedTest
    @MethodSource("homes")
    void the_context_has_every_member_of_the_contract(Path home) {
        var more = Map.of("userData", Map.of("color", "gr\u00fcn"), "environment", Map.of("color", "gr\u00fcn"));
        var call = Map.of(
                "credentials",
                Map.of(
                        "accessKey",
                        "ak",
                        "secretKey",
                        "sk",
                        "securityAccessKey",
                        "sak",
                        "securitySecretKey",
                        "ssk",
                        "securityToken",
                        "st",
                        "token",
                        "t"),
                "workflowId",
                "w",
                "workflowRunId",
                "wr",
                "workflowStateId",
                "ws");
        try (var worker = ready(home, "code", STREAMS + "Context", more)) {
            assertThat(worker.call(5, call, "{}").payload())
                    .isEqualTo(
                            "request-5|project-1|default|hello|v7|256|400|ak|sk|sak|ssk|st|t|w|wr|ws|True|gr\u00fcn||default"
                                    + "|gr\u00fcn|True");
        }
    }

    @ParameterizedTest
    @MethodSource("homes")
    void the_logger_writes_lines_with_time_and_request_id(Path home) {
        try (var worker = ready(home, STREAMS + "Log")) {
            assertThat(worker.call("").kind()).isEqualTo(BareWorker.RESULT);
            List<String> lines = worker.output().lines().toList();
            assertThat(lines).hasSize(6);
            assertThat(lines.get(0)).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ request-1 plain \\{0}");
            assertThat(lines.get(1)).endsWith("Z request-1 one and 2.5");
            assertThat(lines.get(2)).endsWith(EURO.repeat(30_720));
            assertThat(lines.get(3)).endsWith("Z request-1 " + EURO.repeat(40_000 - 30_720));
            assertThat(lines.subList(4, 6)).containsExactly("error", "output");
        }
    }

    @ParameterizedTest
    @MethodSource("homes")
    void typed_handlers_are_served_by_the_serializer_they_name(Path home) {
        String event = "{\"name\":\"n\",\"Count\":1,\"When\":\"2020-01-02T03:04:05Z\",\"Prices\":{\"a\":1.5},"
                + "\"Parts\":[{\"Name\":\"\\ud83d\\ude00\"}],\"Tags\":[\"x\"],\"unknown\":[]}";
        assertThat(answer(home, TYPED + "Json", event))
                .isEqualTo(
                        "{\"Name\":\"n\",\"When\":\"2020-01-02T03:04:05Z\",\"Prices\":{\"a\":1.5},\"Parts\":[{\"Name\":"
                                + "\"\uD83D\uDE00\",\"When\":null,\"Prices\":null,\"Parts\":null,\"Tags\":null,\"Count\":0}],"
                                + "\"Tags\":[\"x\"],\"Count\":2}");
        assertThat(answer(home, TYPED + "Later", "{}")).contains("\"Count\":10");
        assertThat(answer(home, TYPED + "LaterStream", "as it is")).isEqualTo("as it is");
        assertThat(answer(home, TYPED + "Own", "text")).isEqualTo("<TEXT?>");
        assertThat(answer(home, TYPED + "Plain", "\u00e9")).isEqualTo("\u00e9!");
        assertThat(answer(home, TYPED + "Free", "{\"a\":[1,2.5,null,true]}"))
                .isEqualTo("{\"got\":{\"a\":[1,2.5,null,true]}}");
        try (var worker = ready(home, TYPED + "Json")) {
            failed(worker.call("{"), 4002, "Funcgraph.Json.JsonException", "ends too early");
            failed(worker.call("[1]"), 4002, "Funcgraph.Json.JsonException", "cannot read an array as Handlers.Order");
        }
        try (var worker = ready(home, TYPED + "Unwritable")) {
            failed(worker.call("{}"), 4007, "Funcgraph.Json.JsonException", "has no JSON form");
        }
    }

    @ParameterizedTest
    @MethodSource("homes")
    void libraries_of_the_code_are_used_and_its_own_copy_of_the_platforms_is_too(Path home) {
        try (var worker = ready(home, "own/code", "Own::Own.Program::Handler", NOTHING_MORE)) {
            assertThat(worker.call("").payload()).isEqualTo("1.2.3.4request-1");
            assertThat(worker.output()).contains("request-1 own library");
        }
        try (var worker = ready(home, "json/code", TYPED + "Json", NOTHING_MORE)) {
            assertThat(worker.call("{}").payload()).isEqualTo("\"by Newtonsoft\"");
        }
    }

    @ParameterizedTest
    @MethodSource("homes")
    void calls_run_at_the_same_time_and_are_answered_by_their_id(Path home) {
        try (var worker = ready(home, "code", STREAMS + "Meet", Map.of("concurrency", 2))) {
            worker.begin(7, NOTHING_MORE, new byte[] {'w', 'a', 'i', 't'});
            worker.begin(8, NOTHING_MORE, new byte[] {'g', 'o'});
            var said = List.of(worker.read(), worker.read());
            assertThat(said).extracting(Said::callId).containsExactlyInAnyOrder(7, 8);
            assertThat(said).allSatisfy(it -> assertThat(it.payload()).isEqualTo("request-" + it.callId()));
        }
    }

    @ParameterizedTest
    @MethodSource("homes")
    void children_have_the_variables_but_not_the_socket(Path home) {
        var more = Map.of("environment", Map.of("color", "red"));
        try (var worker = ready(home, "code", STREAMS + "Sockets", more)) {
            assertThat(worker.call("").payload()).isEqualTo("0\nred\n");
        }
    }

    @ParameterizedTest
    @MethodSource("homes")
    void the_variable_tz_sets_the_local_time(Path home) {
        var more = Map.of("environment", Map.of("TZ", "Asia/Shanghai"));
        try (var worker = ready(home, "code", STREAMS + "Zone", more)) {
            assertThat(worker.call("").payload()).isEqualTo("08:00:00");
        }
    }

    @ParameterizedTest
    @MethodSource("homes")
    void a_worker_without_a_function_can_be_stopped_too(Path home) {
        try (var worker = boot(home)) {
            assertThat(worker.stop()).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("homes")
    void a_worker_whose_server_is_gone_ends_even_inside_a_call(Path home) {
        try (var worker = ready(home, STREAMS + "Sleep")) {
            worker.begin(1, NOTHING_MORE, new byte[0]);
            worker.hangUp();
            assertThat(worker.exit()).isNotEqualTo(1);
        }
    }
}
