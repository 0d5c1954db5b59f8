package funcgraph.runtime.worker;

import static org.assertj.core.api.Assertions.assertThat;

import funcgraph.runtime.worker.BareWorker.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The PHP bootstrap with each PHP of this machine: the system's own, and the one below {@code runtimes} when the
 * variable {@code FUNCGRAPH_RUNTIMES_DIRECTORY} names a directory that has one.
 */
@Timeout(60)
class PhpBootstrapTest {

    private static final Path BOOTSTRAPS =
            Path.of("../bootstraps").toAbsolutePath().normalize();
    private static final Map<String, Object> NOTHING_MORE = Map.of();

    @TempDir
    private Path directory;

    static List<Path> phps() throws IOException {
        var found = new ArrayList<Path>();
        for (Path usual : List.of(Path.of("/usr/local/bin/php"), Path.of("/usr/bin/php"))) {
            if (Files.isExecutable(usual)) {
                found.add(usual.toRealPath());
            }
        }
        Path installed = Path.of(
                System.getenv().getOrDefault("FUNCGRAPH_RUNTIMES_DIRECTORY", "/none"), "php7.3/rtsp/php/bin/php");
        if (Files.isExecutable(installed)) {
            found.add(installed);
        }
        assertThat(found).as("this machine has no PHP: apt-get install php-cli").isNotEmpty();
        return found;
    }

    private BareWorker boot(Path php) {
        Path libraries = php.resolveSibling("../lib").normalize();
        Map<String, String> environment =
                php.startsWith("/usr") ? Map.of() : Map.of("LD_LIBRARY_PATH", libraries.toString());
        return new BareWorker(directory, PhpCommand.of(php, BOOTSTRAPS), environment);
    }

    private Path code(String file, String text) throws IOException {
        Path target = directory.resolve("code").resolve(file);
        Files.createDirectories(target.getParent());
        Files.writeString(target, text);
        return directory.resolve("code");
    }

    private BareWorker ready(Path php, String body, Map<String, ?> more) throws IOException {
        Path code = code("index.php", "<?php\nfunction handler($event, $context) {\n" + body + "\n}\n");
        var worker = boot(php);
        Said said = worker.init(code, "index.handler", more);
        assertThat(said.kind()).as(said.payload()).isEqualTo(BareWorker.READY);
        return worker;
    }

    private static void failed(Said said, int code, String type, String message) {
        assertThat(said.header().path("code").intValue()).as(said.payload()).isEqualTo(code);
        assertThat(said.body().path("errorType").stringValue()).isEqualTo(type);
        assertThat(said.body().path("errorMessage").stringValue()).contains(message);
        assertThat(said.body().path("stackTrace").isArray()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("phps")
    void hello_tells_the_secret_and_the_version_and_user_code_sees_neither(Path php) throws IOException {
        try (var worker = ready(
                php,
                "return [getenv('FUNCGRAPH_SECRET'), $_ENV['FUNCGRAPH_SECRET'] ?? null, $_SERVER['FUNCGRAPH_SOCKET'] ?? null,"
                        + " strpos(implode(' ', array_keys($GLOBALS)), 'funcgraph')];",
                NOTHING_MORE)) {
            assertThat(worker.hello.header().path("secret").stringValue()).hasSize(32);
            assertThat(worker.hello.header().path("version").stringValue()).matches("\\d+\\.\\d+\\.\\d+.*");
            assertThat(worker.call("{}").payload()).isEqualTo("[false,null,null,false]");
        }
    }

    @ParameterizedTest
    @MethodSource("phps")
    void an_event_is_an_object_and_comes_back_as_it_was(Path php) throws IOException {
        String event = "{\"a\":{},\"b\":[],\"c\":1.0,\"d\":\"\u00e9\u20ac\uD83D\uDE00/\",\"e\":null,\"\":0}";
        try (var worker = ready(php, "return [get_class($event), $event];", NOTHING_MORE)) {
            assertThat(worker.call(event).payload()).isEqualTo("[\"stdClass\"," + event + "]");
            assertThat(worker.call("").payload()).isEqualTo("[\"stdClass\",{}]");
        }
    }

    @ParameterizedTest
    @MethodSource("phps")
    void null_is_an_empty_result_and_six_megabytes_pass(Path php) throws IOException {
        try (var worker = ready(php, "return $event->text ?? null;", NOTHING_MORE)) {
            assertThat(worker.call("{}").payload()).isEmpty();
            String text = "x".repeat(6_291_454);
            assertThat(worker.call("{\"text\":\"" + text + "\"}").payload()).isEqualTo("\"" + text + "\"");
            failed(worker.call("{\"text\":\"" + text + "x\"}"), 4004, "ResponseTooLarge", "6291457");
        }
    }

    @ParameterizedTest
    @MethodSource("phps")
    void what_is_no_json_is_refused_in_both_directions(Path php) throws IOException {
        String code =
                "if ($event->how === 'inf') return INF; if ($event->how === 'bytes') return \"\\xff\"; return $event;";
        try (var worker = ready(php, code, NOTHING_MORE)) {
            failed(worker.call("{\"how\":\"inf\"}"), 4007, "JsonException", "Inf");
            failed(worker.call("{\"how\":\"bytes\"}"), 4007, "JsonException", "UTF-8");
            failed(worker.call("{\"how\":"), 4002, "JsonException", "Syntax error");
            failed(worker.call("[".repeat(600) + "]".repeat(600)), 4002, "JsonException", "depth");
            worker.begin(2, NOTHING_MORE, new byte[] {'"', (byte) 0xff, '"'});
            failed(worker.read(), 4002, "JsonException", "UTF-8");
        }
    }

    @ParameterizedTest
    @MethodSource("phps")
    void an_exception_is_reported_with_its_class_and_where_it_was_thrown(Path php) throws IOException {
        try (var worker = ready(php, "throw new DomainException('no such thing');", NOTHING_MORE)) {
            Said said = worker.call("{}");
            failed(said, 4002, "DomainException", "function invocation exception, error: no such thing");
            assertThat(said.body().path("stackTrace").path(0).stringValue()).endsWith("code/index.php(3)");
            assertThat(said.header().has("leaving")).isFalse();
            failed(worker.call("{}"), 4002, "DomainException", "no such thing");
        }
    }

    @ParameterizedTest
    @MethodSource("phps")
    void a_worker_that_ends_inside_a_call_says_why(Path php) throws IOException {
        var ends = Map.of(
                "exit(3);", "4002 ProcessExit exit()",
                "eval('class A { function x(){} function x(){} }');", "4002 FatalError redeclare",
                "ini_set('memory_limit', '16M'); str_repeat('x', 99999999);", "4205 MemoryError memory limit exceeded");
        for (var end : ends.entrySet()) {
            try (var worker = ready(php, end.getKey(), NOTHING_MORE)) {
                String[] expected = end.getValue().split(" ", 3);
                Said said = worker.call("{}");
                failed(said, Integer.parseInt(expected[0]), expected[1], expected[2]);
                assertThat(said.header().path("leaving").booleanValue()).isTrue();
                assertThat(worker.exit()).isNotZero();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("phps")
    void code_that_does_not_load_is_told_apart_from_a_handler_that_is_not_there(Path php) throws IOException {
        Path code = code("broken.php", "<?php function handler( {");
        code("exits.php", "<?php exit(1);");
        code("good.php", "<?php function handler($event, $context) {}");
        code("fails.php", "<?php function handler($e, $c) {} function init($c) { throw new Exception('no'); }");
        var wanted = Map.of(
                "broken.handler", "4009 ParseError cannot load handler",
                "exits.handler", "4009 ProcessExit exit()",
                "missing.handler", "4001 HandlerNotFound no file missing.php",
                "good.other", "4001 HandlerNotFound no function 'other'",
                "good.strlen", "4001 HandlerNotFound no function 'strlen'");
        for (var one : wanted.entrySet()) {
            try (var worker = boot(php)) {
                String[] expected = one.getValue().split(" ", 3);
                Said said = worker.init(code, one.getKey(), NOTHING_MORE);
                assertThat(said.kind()).isEqualTo(BareWorker.INIT_FAILED);
                failed(said, Integer.parseInt(expected[0]), expected[1], expected[2]);
            }
        }
        try (var worker = boot(php)) {
            var initializer = Map.of("initializer", "fails.init", "initializerTimeoutSeconds", 3);
            assertThat(worker.init(code, "fails.handler", initializer).kind()).isEqualTo(BareWorker.LOADED);
            failed(worker.read(), 4201, "Exception", "function initialization exception: no");
        }
    }

    @ParameterizedTest
    @MethodSource("phps")
    void initializer_and_pre_stop_share_what_the_file_made_global(Path php) throws IOException {
        Path code = code("vendor/autoload.php", "<?php function of_vendor() { return 'vendor'; }");
        code("src/other.php", "<?php const OTHER = 'beside';");
        code("src/index.php", """
                <?php
                require 'other.php';
                $made = [OTHER];
                function init($context) { global $made; $made[] = of_vendor(); }
                function handler($event, $context) { global $made; return [$made, getcwd() === dirname(__DIR__, 2)]; }
                function stop($context) { global $made; echo 'stopped with ' . implode(' ', $made); }
                """);
        try (var worker = boot(php)) {
            var more = Map.of(
                    "initializer",
                    "src/index.init",
                    "initializerTimeoutSeconds",
                    3,
                    "preStop",
                    "src/index.stop",
                    "preStopTimeoutSeconds",
                    3);
            assertThat(worker.init(code, "src/index.handler", more).kind()).isEqualTo(BareWorker.LOADED);
            assertThat(worker.read().kind()).isEqualTo(BareWorker.READY);
            assertThat(worker.call("{}").payload()).isEqualTo("[[\"beside\",\"vendor\"],true]");
            assertThat(worker.stop()).isZero();
            assertThat(worker.output()).contains("stopped with beside vendor");
        }
    }

    @ParameterizedTest
    @MethodSource("phps")
    void the_context_has_every_method_of_the_contract(Path php) throws IOException {
        String code = """
                return [$context->getRequestID(), $context->getUserData('color'), $context->getUserData('none'),
                    $context->getFunctionName(), $context->getVersion(), $context->getMemorySize(), $context->getCPUNumber(),
                    $context->getProjectID(), $context->getPackage(), $context->getAlias(), $context->getRunningTimeInSeconds(),
                    $context->getAccessKey(), $context->getSecretKey(), $context->getSecurityAccessKey(),
                    $context->getSecuritySecretKey(), $context->getSecurityToken(), $context->getToken(),
                    $context->getWorkflowID(), $context->getWorkflowRunID(), $context->getWorkflowStateID(),
                    $context->getInstanceID(), $context->getTraceID(), $context->getRemainingTimeInMilliSeconds() > 20000,
                    getenv('color'), $_ENV['color']];
                """;
        var more = Map.of("userData", Map.of("color", "gr\u00fcn"), "environment", Map.of("color", "gr\u00fcn"));
        var call = Map.of(
                "alias",
                "prod",
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
                "ws",
                "traceId",
                "trace");
        try (var worker = ready(php, code, more)) {
            assertThat(worker.call(5, call, "{}").payload())
                    .isEqualTo("[\"request-5\",\"gr\u00fcn\",null,\"hello\",\"v7\",\"256\",\"400\",\"project-1\","
                            + "\"default\",\"prod\",30,\"ak\",\"sk\",\"sak\",\"ssk\",\"st\",\"t\",\"w\",\"wr\",\"ws\","
                            + "\"instance-1\",\"trace\",true,\"gr\u00fcn\",\"gr\u00fcn\"]");
        }
    }

    @ParameterizedTest
    @MethodSource("phps")
    void the_logger_writes_lines_with_request_id_and_level(Path php) throws IOException {
        String code = """
                $log = $context->getLogger();
                $log->debug('hidden'); $log->info('shown', ['n' => 1]); $log->setLevel('ERROR'); $log->warn('hidden');
                $log->error(str_repeat("\u20ac", 40000)); ob_start(); echo "buffered\n";
                """;
        try (var worker = ready(php, code, NOTHING_MORE)) {
            assertThat(worker.call("{}").kind()).isEqualTo(BareWorker.RESULT);
            List<String> lines = worker.output().lines().toList();
            assertThat(lines).hasSize(4).last().isEqualTo("buffered");
            assertThat(lines.getFirst())
                    .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ request-1 INFO shown \\{\"n\":1\\}");
            assertThat(lines.get(1).length() + lines.get(2).length())
                    .isEqualTo(40_000 + 2 * "2026-11-24T14:12:11Z request-1 ERROR ".length());
        }
    }

    @ParameterizedTest
    @MethodSource("phps")
    void a_forked_child_does_not_answer_and_no_child_has_the_socket(Path php) throws IOException {
        String code = """
                if ($event->how === 'sockets') { return shell_exec('ls -l /proc/self/fd | grep -c socket:'); }
                if (pcntl_fork() === 0) { return 'child'; }
                pcntl_wait($status);
                return 'parent';
                """;
        try (var worker = ready(php, code, NOTHING_MORE)) {
            assertThat(worker.call("{\"how\":\"fork\"}").payload()).isEqualTo("\"parent\"");
            assertThat(worker.call("{\"how\":\"sockets\"}").payload()).isEqualTo("\"0\\n\"");
        }
    }

    @ParameterizedTest
    @MethodSource("phps")
    void the_variable_tz_sets_the_local_time(Path php) throws IOException {
        var more = Map.of("environment", Map.of("TZ", "Asia/Shanghai"));
        try (var worker = ready(php, "return date('P');", more)) {
            assertThat(worker.call("{}").payload()).isEqualTo("\"+08:00\"");
        }
    }

    @ParameterizedTest
    @MethodSource("phps")
    void a_worker_without_a_function_can_be_stopped_too(Path php) {
        try (var worker = boot(php)) {
            assertThat(worker.stop()).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("phps")
    void a_worker_whose_server_is_gone_ends(Path php) throws IOException {
        try (var worker = ready(php, "return 1;", NOTHING_MORE)) {
            worker.hangUp();
            assertThat(worker.exit()).isNotEqualTo(1);
        }
    }
}
