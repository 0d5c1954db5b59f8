package funcgraph.runtime.pool;

import static org.assertj.core.api.Assertions.assertThat;

import funcgraph.domain.InvokeOutcome;
import funcgraph.domain.RuntimeName;
import funcgraph.runtime.worker.WorkerSpec;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PythonWorkerTest {

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
    void event_and_result_are_json() {
        var echo = shop.python("echo", "def handler(event, context):\n    return event\n");
        assertThat(shop.answer(echo, "{\"a\":[1,2.5,null,true,\"\u00e4\u20ac\"]}"))
                .isEqualTo("{\"a\": [1, 2.5, null, true, \"\u00e4\u20ac\"]}");
        assertThat(shop.answer(echo, "\"text\"")).isEqualTo("\"text\"");
        assertThat(shop.answer(echo, "null")).isEmpty();
        assertThat(shop.answer(echo, "")).isEqualTo("{}");
    }

    @Test
    void odd_unicode_does_not_kill_the_worker() {
        var odd = shop.python(
                "odd", "import os\ndef handler(event, context):\n    print(event)\n    return [os.getpid(), event]\n");
        String first = shop.answer(odd, "\"\\ud800 lone\"");
        assertThat(first).contains("\\ud800 lone");
        assertThat(shop.answer(odd, "\"\\u0000\"")).contains("\\u0000").startsWith(first.substring(0, 4));
        var notText = Workshop.await(
                shop.start(odd, new byte[] {'"', (byte) 0xff, (byte) 0xfe, '"'}, Duration.ofSeconds(10)));
        assertThat(notText).isInstanceOf(InvokeOutcome.HandlerFailed.class);
        assertThat(shop.failure(odd, "{broken").errorCode()).isEqualTo(4002);
        assertThat(shop.answer(odd, "1")).startsWith(first.substring(0, 4));
    }

    @Test
    void context_and_environment_show_the_metadata() {
        var plain = shop.python("context", """
                import os
                def handler(event, context):
                    return {"names": [context.getFunctionName(), context.getVersion(), context.getPackage(),
                                      context.getProjectID(), context.getMemorySize(), context.getCPUNumber()],
                            "request": context.getRequestID(), "left": context.getRemainingTimeInMilliSeconds(),
                            "data": [context.getUserData("colour"), context.getUserData("secret"),
                                     context.getUserData("none"), os.environ["colour"]],
                            "environment": {k: v for k, v in os.environ.items() if k.startswith("RUNTIME_")},
                            "private": [k for k in os.environ if k.startswith("FUNCGRAPH")],
                            "inherited": os.environ.get("MAVEN_HOME", "") + os.environ.get("JAVA_HOME", ""),
                            "cwd": os.getcwd(), "code": os.path.isdir("code")}
                """);
        var spec = new WorkerSpec(
                plain.function(),
                plain.version(),
                2,
                plain.runtime(),
                plain.codeDirectory(),
                plain.handler(),
                Optional.empty(),
                7,
                256,
                400,
                Map.of("colour", "green"),
                Map.of("secret", "s3cret"));
        assertThat(shop.answer(spec, "{}"))
                .contains("[\"context\", \"latest\", \"default\", \"project\", \"256\", \"400\"]")
                .contains("[\"green\", \"s3cret\", null, \"green\"]")
                .contains("\"RUNTIME_TIMEOUT\": \"7\"")
                .contains("\"RUNTIME_HANDLER\": \"index.handler\"")
                .contains("\"private\": []")
                .contains("\"inherited\": \"\"")
                .contains("\"code\": true")
                .containsPattern("\"left\": (6\\d\\d\\d|7000)");
    }

    @Test
    void raised_exceptions_are_told_with_their_stack() {
        var raising = shop.python("raising", "def handler(event, context):\n    raise KeyError('lost')\n");
        var failed = shop.failure(raising, "{}");
        assertThat(failed.errorCode()).isEqualTo(4002);
        assertThat(Workshop.error(failed))
                .contains("\"errorMessage\": \"function invocation exception, error: 'lost'\"")
                .contains("\"errorType\": \"KeyError\"")
                .contains("index.py\\\", line 2, in handler")
                .doesNotContain("bootstraps");
    }

    @Test
    void exit_in_a_handler_is_a_failure_and_no_crash() {
        var leaving = shop.python(
                "leaving",
                "import sys\ndef handler(event, context):\n    return sys.exit(3) if event else 'still here'\n");
        assertThat(Workshop.error(shop.failure(leaving, "1"))).contains("sys.exit(3)", "SystemExit");
        assertThat(shop.answer(leaving, "0")).isEqualTo("\"still here\"");
    }

    @Test
    void hard_exit_in_a_handler_is_a_dead_worker_and_the_next_call_gets_another() {
        var leaving = shop.python(
                "hard", "import os\ndef handler(event, context):\n    return os._exit(3) if event else 'fresh'\n");
        assertThat(shop.invoke(leaving, "1"))
                .isInstanceOfSatisfying(
                        InvokeOutcome.WorkerDied.class,
                        died -> assertThat(died.how()).contains("status 3"));
        assertThat(shop.answer(leaving, "0")).isEqualTo("\"fresh\"");
    }

    @Test
    void results_that_cannot_be_sent_are_refused_by_name() {
        var odd = shop.python("results", """
                def handler(event, context):
                    if event == "large":
                        return "x" * 6291455
                    if event == "fits":
                        return "x" * 6291454
                    return {"set": {1, 2}} if event == "set" else float("nan")
                """);
        assertThat(shop.failure(odd, "\"set\"").errorCode()).isEqualTo(4007);
        assertThat(shop.failure(odd, "\"nan\"").errorCode()).isEqualTo(4007);
        var large = shop.failure(odd, "\"large\"");
        assertThat(large.errorCode()).isEqualTo(4004);
        assertThat(Workshop.error(large)).contains("response body size 6291457 exceeds the limit of 6291456");
        assertThat(shop.answer(odd, "\"fits\"")).hasSize(6291456);
    }

    @Test
    void six_megabytes_go_in() {
        var length = shop.python("length", "def handler(event, context):\n    return len(event)\n");
        assertThat(shop.answer(length, "\"" + "x".repeat(6_291_454) + "\"")).isEqualTo("6291454");
    }

    @Test
    void missing_and_broken_code_are_told_apart() {
        var missing = shop.python("missing", "def other(event, context):\n    return 1\n");
        assertThat(shop.failure(missing, "{}").errorCode()).isEqualTo(4001);
        var noFile = shop.spec("nofile", 1, RuntimeName.PYTHON_3_11, "other.py", "");
        assertThat(Workshop.error(shop.failure(noFile, "{}"))).contains("there is no file index.py");
        var syntax = shop.python("syntax", "def handler(event, context)\n    return 1\n");
        assertThat(shop.failure(syntax, "{}").errorCode()).isEqualTo(4009);
        assertThat(Workshop.error(shop.failure(syntax, "{}"))).contains("SyntaxError");
        var leaving = shop.python("leavesatload", "import sys\nsys.exit(1)\n");
        assertThat(shop.failure(leaving, "{}").errorCode()).isEqualTo(4009);
    }

    @Test
    void handlers_may_lie_in_a_folder_and_take_the_name_of_a_library() {
        var nested = shop.spec("nested", 1, RuntimeName.PYTHON_3_11, "src/json.py", """
                import neighbour
                import root
                def handler(event, context):
                    import json
                    return [neighbour.NAME, root.NAME, json.dumps({})]
                """);
        Workshop.write(nested.codeDirectory().resolve("src/neighbour.py"), "NAME = 'neighbour'\n");
        Workshop.write(nested.codeDirectory().resolve("root.py"), "NAME = 'root'\n");
        assertThat(shop.answer(withHandler(nested, "src/json.handler"), "{}"))
                .isEqualTo("[\"neighbour\", \"root\", \"{}\"]");
    }

    @Test
    void prints_and_log_lines_come_out_as_the_tail_of_their_call() {
        var talking = shop.python("talking", """
                import logging, os, subprocess, sys
                def handler(event, context):
                    if event == "flood":
                        for n in range(20000):
                            print("line", n, "\u00e4")
                        return
                    print("printed")
                    context.getLogger().info("told %s", "so")
                    context.getLogger().debug("hidden")
                    subprocess.run(["echo", "child"])
                    sys.stderr.write("no newline")
                """);
        String log = Workshop.log(shop.invoke(talking, "{}"));
        assertThat(log)
                .matches(
                        "(?s)printed\\n\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ request-\\d+ INFO told so\\nchild\\nno newline");
        byte[] flood = Workshop.log(shop.invoke(talking, "\"flood\"")).getBytes(StandardCharsets.UTF_8);
        assertThat(flood.length).isBetween(4090, 4096);
        assertThat(new String(flood, StandardCharsets.UTF_8))
                .endsWith("line 19999 \u00e4\n")
                .doesNotContain("\ufffd");
        assertThat(Workshop.log(shop.invoke(talking, "{}"))).startsWith("printed");
    }

    @Test
    void bytes_written_past_python_do_not_disturb_the_protocol() {
        var noisy = shop.python("noisy", """
                import os
                def handler(event, context):
                    os.write(1, b"\\x00\\x00\\x00\\x09\\x04" * 1000)
                    os.write(2, b"garbage")
                    return "fine"
                """);
        assertThat(shop.answer(noisy, "{}")).isEqualTo("\"fine\"");
    }

    @Test
    void initializer_runs_once_before_the_first_call() {
        var spec = withInitializer(shop.python("init", """
                seen = []
                def init(context):
                    print("getting ready")
                    seen.append(context.getFunctionName())
                def handler(event, context):
                    return seen
                """), 5);
        InvokeOutcome first = shop.invoke(spec, "{}");
        assertThat(Workshop.text(first)).isEqualTo("[\"init\"]");
        assertThat(((InvokeOutcome.Answered) first).usage().initMicros()).isPositive();
        assertThat(Workshop.log(first)).contains("getting ready");
        InvokeOutcome second = shop.invoke(spec, "{}");
        assertThat(Workshop.text(second)).isEqualTo("[\"init\"]");
        assertThat(((InvokeOutcome.Answered) second).usage().initMicros()).isZero();
    }

    @Test
    void initializer_that_raises_or_sleeps_for_ever_fails_the_call() {
        var raising = withInitializer(
                shop.python(
                        "initraises",
                        "def init(context):\n    raise ValueError('no')\ndef handler(e, c):\n    return 1\n"),
                5);
        assertThat(shop.invoke(raising, "{}")).isInstanceOfSatisfying(InvokeOutcome.InitFailed.class, failed -> {
            assertThat(failed.errorCode()).isEqualTo(4201);
            assertThat(new String(failed.errorJson(), StandardCharsets.UTF_8))
                    .contains("function initialization exception: no");
        });
        var sleeping = withInitializer(
                shop.python(
                        "initsleeps",
                        "import time\ndef init(context):\n    time.sleep(999)\ndef handler(e, c):\n    return 1\n"),
                1);
        assertThat(shop.invoke(sleeping, "{}"))
                .isInstanceOfSatisfying(
                        InvokeOutcome.InitFailed.class,
                        failed -> assertThat(failed.errorCode()).isEqualTo(4211));
    }

    @Test
    void too_much_memory_is_told_as_such() {
        var greedy = Workshop.limited(shop.python("greedy", """
                import time
                def handler(event, context):
                    if event == "refused":
                        return len(bytearray(1 << 60))
                    hold = bytearray(200 * 1024 * 1024)
                    time.sleep(5)
                """), 30, 128);
        assertThat(shop.invoke(greedy, "\"refused\"")).isInstanceOf(InvokeOutcome.OutOfMemory.class);
        assertThat(shop.invoke(greedy, "{}")).isInstanceOfSatisfying(InvokeOutcome.OutOfMemory.class, out -> {
            assertThat(out.memoryMb()).isEqualTo(128);
            assertThat(out.usage().peakMemoryKb()).isGreaterThan(128 * 1024);
        });
    }

    @Test
    void old_pythons_speak_the_same_protocol() {
        String code =
                "import sys\ndef handler(event, context):\n    print('hi')\n    return [sys.version_info[0], event['a']]\n";
        var two = shop.spec("two", 1, RuntimeName.PYTHON_2_7, "index.py", code);
        assertThat(shop.invoke(two, "{\"a\":\"\u00e4\"}"))
                .satisfiesAnyOf(
                        outcome -> assertThat(Workshop.text(outcome)).isEqualTo("[2, \"\\u00e4\"]"),
                        outcome -> assertThat(outcome).isInstanceOf(InvokeOutcome.RuntimeAbsent.class));
        var three = shop.spec("three", 1, RuntimeName.PYTHON_3_6, "index.py", code);
        assertThat(shop.answer(three, "{\"a\":\"\u00e4\"}")).isEqualTo("[3, \"\u00e4\"]");
    }

    @Test
    void absent_runtimes_say_why() {
        var newer = shop.spec("newer", 1, RuntimeName.DOTNET_3_1, "index.py", "");
        assertThat(shop.invoke(newer, "{}"))
                .isEqualTo(new InvokeOutcome.RuntimeAbsent("C#(.NET Core 3.1)", "no package registry has it"));
    }

    private static WorkerSpec withInitializer(WorkerSpec spec, int timeoutSeconds) {
        return with(spec, spec.handler(), Optional.of(new WorkerSpec.Initializer("index.init", timeoutSeconds)));
    }

    private static WorkerSpec withHandler(WorkerSpec spec, String handler) {
        return with(spec, handler, Optional.empty());
    }

    private static WorkerSpec with(WorkerSpec spec, String handler, Optional<WorkerSpec.Initializer> initializer) {
        Path code = spec.codeDirectory();
        return new WorkerSpec(
                spec.function(),
                spec.version(),
                spec.revision(),
                spec.runtime(),
                code,
                handler,
                initializer,
                spec.timeoutSeconds(),
                spec.memoryMb(),
                spec.cpuMillicores(),
                spec.userData(),
                spec.encryptedUserData());
    }
}
