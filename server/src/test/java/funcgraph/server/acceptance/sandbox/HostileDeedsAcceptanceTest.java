package funcgraph.server.acceptance.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import funcgraph.server.PackagedServer;
import funcgraph.server.acceptance.Api;
import funcgraph.server.acceptance.Deployed;
import funcgraph.server.acceptance.Hostile;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a hostile function does to the machine, the server and itself; each time the next call is a good one. */
class HostileDeedsAcceptanceTest {

    private static PackagedServer server;
    private static Api api;
    private static Hostile function;

    @BeforeAll
    static void start() {
        server = PackagedServer.prepare().config("sandbox: {required: true}\n").start();
        api = Api.of(server);
        function = Hostile.create(api, "hostile", "{}");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void next_call_is_good() {
        function.isWell();
    }

    @Test
    void fork_bomb_meets_its_limit() {
        // A slow machine forks for long under a small share of a processor, and little memory ends before the limit.
        var bomber = Hostile.create(api, "bomber", "{\"memory_size\": 2048, \"timeout\": 120}");
        var stopped = bomber.run("""
                children = 0
                try:
                    while children < 3000:
                        if os.fork() == 0:
                            signal.pause()
                        children += 1
                except OSError as e:
                    answer = [children, e.errno]
                else:
                    answer = [children, 0]
                """);
        assertThat(stopped.get(0).intValue()).isBetween(900, 1023);
        assertThat(stopped.get(1).intValue()).isEqualTo(11);
        bomber.fails("os._exit(1)", "4002");
        await("all of them to be gone")
                .atMost(Duration.ofSeconds(20))
                .until(() -> server.workers().size() < 50);
        bomber.isWell();
    }

    @Test
    void tmp_has_a_size_and_counts_as_memory() {
        var large = Hostile.create(api, "filler", "{\"memory_size\": 2048, \"timeout\": 30}");
        var code = """
                written = 0
                try:
                    with open("/tmp/fill", "wb", buffering=0) as file:
                        while written < 700:
                            file.write(bytes(1 << 20))
                            written += 1
                except OSError as e:
                    answer = [written, e.errno]
                """;
        var full = large.run(code);
        assertThat(full.get(0).intValue()).isBetween(500, 512);
        assertThat(full.get(1).intValue()).isEqualTo(28);
        function.fails(code, "4205");
    }

    @Test
    void flood_of_output_is_cut_with_a_mark() {
        var answer = function.function().callWithLog(Hostile.event("""
                line = "x" * 1000 + "\\n"
                for i in range(20000):
                    sys.stdout.write(line)
                sys.stdout.flush()
                print("the last words")
                answer = 1
                """));
        answer.ok();
        var log = Deployed.log(answer);
        assertThat(log).startsWith("[... cut]\n").contains("the last words").hasSizeLessThanOrEqualTo(4096);
    }

    @Test
    void frames_forged_on_the_socket_end_the_worker_and_nothing_else() {
        var code = """
                for fd in map(int, os.listdir("/proc/self/fd")):
                    if tried(lambda: os.readlink("/proc/self/fd/%d" % fd)).startswith("socket:"):
                        tried(lambda: os.write(fd, b"\\x00\\x00\\x00\\x09\\x04\\x00\\x00\\x00\\x63\\x00\\x00\\x00\\x00"))
                        tried(lambda: os.write(fd, b"\\xff" * 4096))
                time.sleep(1)
                answer = "forged"
                """;
        function.fails(code, "4002");
    }

    @Test
    void output_full_of_garbage_reaches_only_the_log() {
        var answer = function.function().callWithLog(Hostile.event("""
                os.write(1, bytes(range(256)) * 16)
                os.write(2, b"\\x00\\x00\\x00\\x09\\x04\\x00\\x00\\x00\\x01\\x00\\x00\\x00\\x00")
                answer = "still here"
                """));
        assertThat(answer.ok().text()).isEqualTo("\"still here\"");
    }

    @Test
    void initializer_that_never_ends_is_ended() {
        var sleeper = Hostile.create(
                api,
                "late",
                "{\"initializer_handler\": \"index.initializer\", \"initializer_timeout\": 1,"
                        + " \"user_data\": \"{\\\"init\\\": \\\"signal.pause()\\\"}\"}");
        sleeper.fails("answer = 1", "4211");
    }

    @Test
    void exit_in_a_handler_and_in_its_threads_is_its_own_end() {
        function.fails("os._exit(0)", "4002");
        function.fails("os.kill(os.getpid(), signal.SIGKILL)", "4002");
        function.fails("ctypes.string_at(0)", "4002");
    }

    @Test
    void function_that_stops_itself_times_out() {
        var stopping = Hostile.create(api, "stopping", "{\"timeout\": 3}");
        stopping.fails("os.kill(os.getpid(), signal.SIGSTOP)", "4010");
        stopping.isWell();
    }

    @Test
    void what_is_left_running_goes_with_the_worker() {
        function.run("""
                for i in range(3):
                    subprocess.Popen(["sleep", "27182"], start_new_session=True)
                threading.Thread(target=lambda: time.sleep(27182), daemon=False).start()
                answer = 1
                """);
        assertThat(sleepers()).isEqualTo(3);
        api.updateConfig("hostile", "{\"description\": \"another revision\"}").ok();
        await("its children to be gone").atMost(Duration.ofSeconds(20)).until(() -> sleepers() == 0);
    }

    private static long sleepers() {
        return server.workers().stream()
                .filter(worker -> worker.info().commandLine().orElse("").contains("sleep 27182"))
                .count();
    }

    @Test
    void endless_recursion_is_an_error_of_the_function() {
        function.fails("def f(): f()\nf()", "4002");
        function.fails(
                "import sys\nsys.setrecursionlimit(10**9)\nanswer = []\nfor i in range(10**6): answer = [answer]",
                "4002");
    }

    @Test
    void headers_of_any_size_do_not_reach_a_function() {
        api.send(
                        "POST",
                        api.functions() + "/hostile/invocations",
                        Map.of("X-Long", "x".repeat(100_000)),
                        Hostile.event("answer = 1").getBytes(UTF_8))
                .refused(431, "FSS.0431");
    }
}
