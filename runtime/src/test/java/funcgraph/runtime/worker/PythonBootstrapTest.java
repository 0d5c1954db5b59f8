package funcgraph.runtime.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import funcgraph.domain.RuntimeName;
import funcgraph.runtime.catalog.Program;
import funcgraph.runtime.catalog.RuntimeCatalog;
import funcgraph.runtime.worker.BareWorker.Said;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The Python bootstrap with the oldest and the newest Pythons of this machine. */
@Timeout(60)
class PythonBootstrapTest {

    private static final Path BOOTSTRAP =
            Path.of("../bootstraps/python/bootstrap.py").toAbsolutePath().normalize();

    @TempDir
    private Path directory;

    static List<Program> pythons() {
        var catalog = RuntimeCatalog.ofMachine(System.getenv("PATH"), true);
        var found = Stream.of(RuntimeName.PYTHON_2_7, RuntimeName.PYTHON_3_6, RuntimeName.PYTHON_3_12)
                .flatMap(runtime -> catalog.program(runtime).stream())
                .distinct()
                .toList();
        assertThat(found).as("this machine has no Python").isNotEmpty();
        return found;
    }

    private BareWorker ready(Program python, String body, Map<String, Object> more) throws IOException {
        Path code = directory.resolve("code");
        Files.createDirectories(code);
        Files.writeString(code.resolve("index.py"), "# -*- coding: utf-8 -*-\n" + body);
        var worker = new BareWorker(
                directory,
                List.of(python.executable().toString(), BOOTSTRAP.toString()),
                python.environment(python.home()));
        Said said = worker.init(code, "index.handler", more);
        assertThat(said.kind()).as(said.payload()).isEqualTo(BareWorker.READY);
        return worker;
    }

    @ParameterizedTest
    @MethodSource("pythons")
    void context_tells_what_the_call_says(Program python) throws IOException {
        String body = """
                def handler(event, context):
                    return [context.getRequestID(), context.getAlias(), context.getAccessKey(), context.getSecurityToken(),
                        context.getToken(), context.getWorkflowID(), context.getWorkflowRunID(), context.getWorkflowStateID(),
                        context.get_trace_id(), context.get_invoke_id(), context.get_instance_id()]
                """;
        try (var worker = ready(python, body, Map.of())) {
            var more = Map.of(
                    "alias",
                    "prod",
                    "credentials",
                    Map.of("accessKey", "ak", "securityToken", "st", "token", "t"),
                    "workflowId",
                    "w",
                    "workflowRunId",
                    "r",
                    "workflowStateId",
                    "s",
                    "traceId",
                    "trace",
                    "invokeType",
                    "sync");
            assertThat(worker.call(1, more, "{}").payload())
                    .isEqualTo("[\"request-1\", \"prod\", \"ak\", \"st\", \"t\", \"w\", \"r\", \"s\", \"trace\","
                            + " \"request-1\", \"instance-1\"]");
            assertThat(worker.call(2, Map.of(), "{}").payload())
                    .isEqualTo("[\"request-2\", \"\", \"\", \"\", \"\", \"\", \"\", \"\", \"request-2\", \"request-2\","
                            + " \"instance-1\"]");
        }
    }

    @ParameterizedTest
    @MethodSource("pythons")
    void several_calls_run_at_a_time_each_with_its_own_name_in_the_log(Program python) throws IOException {
        String body = """
                import sys, threading
                here = []
                together = threading.Event()
                def handler(event, context):
                    here.append(event)
                    if len(here) == 3:
                        together.set()
                    together.wait(30)
                    context.getLogger().info("call %d", event)
                    if event == 2:
                        sys.exit(5)
                    return [event, context.getRequestID()]
                """;
        try (var worker = ready(python, body, Map.of("concurrency", 3))) {
            for (int id = 1; id <= 3; id++) {
                worker.begin(id, Map.of(), Integer.toString(id).getBytes(StandardCharsets.UTF_8));
            }
            for (int n = 0; n < 3; n++) {
                Said said = worker.read();
                if (said.callId() == 2) {
                    assertThat(said.body().path("errorType").stringValue()).isEqualTo("SystemExit");
                } else {
                    assertThat(said.payload()).isEqualTo("[%1$d, \"request-%1$d\"]".formatted(said.callId()));
                }
            }
            assertThat(worker.output())
                    .contains("request-1 INFO call 1", "request-2 INFO call 2", "request-3 INFO call 3");
        }
    }

    @ParameterizedTest
    @MethodSource("pythons")
    void stop_waits_for_what_runs_and_then_runs_the_pre_stop_handler(Program python) throws IOException {
        String body = """
                import atexit, time
                atexit.register(lambda: print_("at exit"))
                def print_(text):
                    print(text)
                def stop():
                    print_("stopping")
                def handler(event, context):
                    time.sleep(0.2)
                    print_("answered")
                """;
        try (var worker =
                ready(python, body, Map.of("concurrency", 2, "preStop", "index.stop", "preStopTimeoutSeconds", 5))) {
            worker.begin(1, Map.of(), new byte[0]);
            assertThat(worker.stop()).isZero();
            assertThat(worker.output()).containsSubsequence("answered", "stopping", "at exit");
        }
    }

    @ParameterizedTest
    @MethodSource("pythons")
    void pre_stop_that_fails_is_told_in_the_log(Program python) throws IOException {
        String body = """
                def stop(context):
                    raise ValueError("not " + context.getFunctionName())
                def handler(event, context):
                    return 1
                """;
        try (var worker = ready(python, body, Map.of("preStop", "index.stop", "preStopTimeoutSeconds", 5))) {
            assertThat(worker.stop()).isZero();
            assertThat(worker.output()).contains("ValueError: not hello");
        }
    }

    @ParameterizedTest
    @MethodSource("pythons")
    void all_that_is_logged_reaches_the_log(Program python) throws IOException {
        String body = """
                import logging
                def handler(event, context):
                    logging.getLogger("mine").warning("without a handler")
                    logging.getLogger("mine").info("hidden")
                    print(u"\u00e4\\U0001f600")
                    context.getLogger().info(u"\u00e4" * 60000)
                    logging.basicConfig(format="configured %(message)s")
                    logging.getLogger("mine").error("so")
                """;
        try (var worker = ready(python, body, Map.of())) {
            worker.call("{}");
            assertThat(worker.output())
                    .contains("without a handler", "\u00e4\ud83d\ude00", "configured so")
                    .doesNotContain("hidden", "\ufffd");
            assertThat(worker.output().lines().filter(line -> line.endsWith("\u00e4")))
                    .hasSize(2)
                    .allMatch(line -> line.matches("\\S+Z request-1 INFO \u00e4+"))
                    .allMatch(line -> line.getBytes(StandardCharsets.UTF_8).length < 90 * 1024 + 60);
        }
    }

    @ParameterizedTest
    @MethodSource("pythons")
    void signal_handler_that_raises_between_calls_costs_no_call(Program python) throws IOException {
        String body = """
                import os, signal, threading
                def bang(*ignored):
                    raise ValueError("from a signal")
                signal.signal(signal.SIGUSR1, bang)
                def handler(event, context):
                    if event:
                        threading.Timer(0.2, lambda: os.kill(os.getpid(), signal.SIGUSR1)).start()
                    return os.getpid()
                """;
        try (var worker = ready(python, body, Map.of())) {
            String pid = worker.call("1").payload();
            await().until(() -> worker.output().contains("ValueError: from a signal"));
            assertThat(worker.call("0").payload()).isEqualTo(pid);
        }
    }

    @ParameterizedTest
    @MethodSource("pythons")
    void handlers_in_a_package_import_relatively(Program python) throws IOException {
        Path code = directory.resolve("code");
        Files.createDirectories(code.resolve("src"));
        Files.writeString(code.resolve("src/__init__.py"), "");
        Files.writeString(code.resolve("src/near.py"), "NAME = 'near'\n");
        Files.writeString(
                code.resolve("src/index.py"),
                "from . import near\ndef handler(event, context):\n    return [near.NAME, __name__]\n");
        try (var worker = new BareWorker(
                directory,
                List.of(python.executable().toString(), BOOTSTRAP.toString()),
                python.environment(python.home()))) {
            worker.init(code, "src/index.handler", Map.of());
            assertThat(worker.call("{}").payload()).isEqualTo("[\"near\", \"src.index\"]");
        }
    }

    @ParameterizedTest
    @MethodSource("pythons")
    void modules_of_user_code_may_be_called_as_those_of_the_worker_are(Program python) throws IOException {
        Path code = directory.resolve("code");
        Files.createDirectories(code);
        var names = List.of("context", "failure", "output", "program", "values", "wire", "worker", "bootstrap");
        for (String name : names) {
            Files.writeString(code.resolve(name + ".py"), "NAME = 'mine'\n");
        }
        String body = """
                import importlib, sys
                NAMES = "%s".split()
                def handler(event, context):
                    if event:
                        raise ValueError("own")
                    return [importlib.import_module(name).NAME for name in NAMES] + [
                        path for path in sys.path if path.endswith("bootstraps/python")]
                """.formatted(String.join(" ", names));
        try (var worker = ready(python, body, Map.of())) {
            assertThat(worker.call("0").payload())
                    .isEqualTo("[" + String.join(", ", Collections.nCopies(names.size(), "\"mine\"")) + "]");
            Said failed = worker.call("1");
            assertThat(failed.payload()).contains("code/index.py").doesNotContain("bootstraps");
            assertThat(failed.body().path("stackTrace")).hasSize(1);
        }
    }

    @ParameterizedTest
    @MethodSource("pythons")
    void process_that_user_code_spawns_is_no_worker(Program python) throws IOException {
        String body = """
                import multiprocessing
                def twice(value):
                    print(value * 2)
                def handler(event, context):
                    kind = getattr(multiprocessing, "get_context", lambda how: multiprocessing)("spawn")
                    process = kind.Process(target=twice, args=("so",))
                    process.start()
                    process.join()
                    return process.exitcode
                """;
        try (var worker = ready(python, body, Map.of())) {
            assertThat(worker.call("{}").payload()).as(worker.output()).isEqualTo("0");
            await().until(() -> worker.output().contains("soso"));
        }
    }
}
