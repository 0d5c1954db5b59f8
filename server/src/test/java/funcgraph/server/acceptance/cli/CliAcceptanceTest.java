package funcgraph.server.acceptance.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import funcgraph.cli.Main;
import funcgraph.server.PackagedServer;
import funcgraph.server.Spawned;
import funcgraph.server.acceptance.Api;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/**
 * The client's commands against a real server. Most run in this JVM, as their main method would; what depends on a
 * terminal, a shell or the environment is a process of its own, started by the launcher.
 */
class CliAcceptanceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static PackagedServer server;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        server = PackagedServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private record Said(int code, String out, String err) {
        String ok() {
            assertThat(code).as(err + out).isZero();
            return out;
        }
    }

    @Test
    void a_function_goes_from_init_to_a_published_version_with_an_alias() throws IOException {
        var project = folder.resolve("tour").toString();
        funcgraph("init", "tour", "--runtime", "Python3.9", "--dir", project).ok();
        assertThat(funcgraph("deploy", project, "--dry-run").code()).isEqualTo(5);
        assertThat(funcgraph("config", "get", "tour").err()).contains("404", "FSS.1051", "hint: funcgraph list");
        assertThat(funcgraph("deploy", project).ok()).startsWith("tour created").contains("memory_size: (none) -> 128");
        assertThat(funcgraph("deploy", project).ok()).isEqualTo("tour is up to date\n");
        assertThat(funcgraph("deploy", project, "--dry-run").code()).isZero();
        assertThat(funcgraph("invoke", "tour", "-d", "{\"name\":\"you\"}").ok()).contains("Hello, you!");

        var file = folder.resolve("tour/funcgraph.yaml");
        Files.writeString(file, Files.readString(file).replace("128", "256").replace("Hello", "Bonjour"));
        var source = folder.resolve("tour/index.py");
        Files.writeString(source, Files.readString(source).replace("!", "?"));
        var changed = funcgraph("deploy", project, "--publish", "v1").ok();
        assertThat(changed)
                .contains("tour changed", "memory_size: 128 -> 256", "user_data.greeting: Hello -> Bonjour")
                .contains("code: ", "published version v1")
                .doesNotContain("timeout");
        assertThat(funcgraph("deploy", project, "--publish").ok()).contains("up to date", "no new version");

        assertThat(funcgraph("alias", "create", "tour", "live", "v1").ok()).contains(":!live");
        assertThat(funcgraph("alias", "list", "tour").ok()).containsPattern("live +v1");
        assertThat(funcgraph("versions", "list", "tour").ok()).containsPattern("latest .*256 MB");
        funcgraph("config", "set", "tour", "user_data.greeting=Moin", "user_data.more=1")
                .ok();
        funcgraph("config", "set", "tour", "--unset", "user_data.more", "strategy_config.concurrency=5")
                .ok();
        assertThat(funcgraph("config", "get", "tour", "user_data").ok()).isEqualTo("{\"greeting\":\"Moin\"}\n");
        assertThat(funcgraph("config", "get", "tour", "strategy_config.concurrency", "timeout", "-o", "yaml")
                        .ok())
                .isEqualTo("strategy_config.concurrency: 5\ntimeout: 10\n");
        var event = Files.writeString(folder.resolve("event.json"), "{\"name\":\"file\"}")
                .toString();
        var urn = funcgraph("alias", "update", "tour", "live", "latest").ok().strip();
        assertThat(funcgraph("invoke", urn, "-f", event, "--tail").ok()).contains("Moin, file?");
        assertThat(funcgraph("alias", "delete", "tour", "live").ok()).isEmpty();
        funcgraph("versions", "delete", "tour", "v1").ok();
        assertThat(funcgraph("versions", "list", "tour").ok()).doesNotContain("v1");
        funcgraph("delete", "tour").ok();
    }

    @Test
    void a_call_may_fail_or_be_left_to_the_server() throws IOException {
        deployed(
                "failing", "def handler(event, context):\n    print('about to')\n    raise ValueError('deliberate')\n");
        var failed = funcgraph("invoke", "failing", "--tail");
        assertThat(failed.code()).isEqualTo(4);
        assertThat(failed.err()).contains("about to", "the function failed", "deliberate");
        assertThat(funcgraph("invoke", "failing", "--async").ok().strip()).matches("[0-9a-f-]{36}");
        assertThat(funcgraph("invoke", "failing", "--async", "--tail").code()).isEqualTo(2);
        assertThat(funcgraph("invoke", "failing", "{}", "-d", "{}").code()).isEqualTo(2);
    }

    @Test
    void triggers_are_made_by_hand_or_as_the_folder_wants() throws IOException {
        var project = deployed("timed", "def handler(event, context):\n    return 1\n");
        var id = funcgraph("triggers", "create", "timed", "TIMER", "name=hourly", "schedule_type=Rate", "schedule=1h")
                .ok()
                .strip();
        funcgraph("triggers", "disable", "timed", id.substring(0, 13)).ok();
        assertThat(funcgraph("triggers", "list", "timed").ok()).containsPattern("TIMER +" + id + " +DISABLED");
        funcgraph("triggers", "enable", "timed", id).ok();
        Files.writeString(project.resolve("funcgraph.yaml"), """
            triggers:
              - trigger_type_code: TIMER
                event_data: {name: hourly, schedule_type: Rate, schedule: 2h}
              - trigger_type_code: TIMER
                trigger_status: DISABLED
                event_data: {name: nightly, schedule_type: Cron, schedule: '0 15 2 * * ?'}
            """, StandardOpenOption.APPEND);
        assertThat(funcgraph("deploy", project.toString()).ok())
                .contains("trigger TIMER hourly schedule: 1h -> 2h", "trigger TIMER nightly: (none) -> created")
                .doesNotContain("code:");
        assertThat(funcgraph("deploy", project.toString()).ok()).contains("up to date");
        funcgraph("triggers", "delete", "timed", id).ok();
        assertThat(funcgraph("triggers", "list", "timed").ok())
                .contains("nightly")
                .doesNotContain("hourly");
        assertThat(funcgraph("triggers", "types").ok()).contains("TIMER", "APIG");
        assertThat(funcgraph("triggers", "delete", "timed", "nowhere").code()).isEqualTo(2);
    }

    @Test
    void every_starter_that_needs_no_compiler_works() {
        var absent = JsonMapper.shared()
                .readTree(server.client()
                        .send(
                                "GET",
                                "/v2/" + server.client().projectId() + "/fgs/runtimetypes",
                                Map.of(),
                                Map.of(),
                                new byte[0])
                        .body())
                .valueStream()
                .filter(each -> each.path("status").asString().equals("absent"))
                .map(each -> each.path("type").asString())
                .toList();
        for (var runtime : List.of("Python3.9", "Node.js18.15", "Node.js6.10", "PHP8.2", "Go1.8", "Custom", "http")) {
            if (absent.contains(runtime)) {
                continue;
            }
            var name = "s-" + runtime.toLowerCase(Locale.ROOT).replace('.', '-');
            var project = folder.resolve(name).toString();
            funcgraph("init", name, "--runtime", runtime, "--dir", project).ok();
            assertThat(funcgraph("deploy", project).ok()).as(runtime).contains("created");
            assertThat(funcgraph("invoke", name).ok()).as(runtime).contains("Hello, world!");
            assertThat(funcgraph("deploy", project).ok()).as(runtime).contains("up to date");
            funcgraph("delete", name).ok();
        }
    }

    @Test
    void a_password_is_changed_for_keys_that_are_kept_for_later_commands() throws Exception {
        var who = server.credentials();
        var config = folder.resolve("config/own.yaml");
        var login = shell(
                "printf '%s\\n' \"$PASSWORD\" | \"$FUNCGRAPH\" login --endpoint " + server.endpoint() + " --project "
                        + who.path("project_id").asString() + " --user "
                        + who.path("user_name").asString() + " --domain "
                        + who.path("domain_name").asString() + " && \"$FUNCGRAPH\" list -o json",
                Map.of(
                        "PASSWORD", who.path("password").asString(),
                        "FUNCGRAPH_CONFIG", config.toString()));
        assertThat(login.ok())
                .contains("profile default for " + server.endpoint())
                .contains("[");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(config)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(config))
                .contains("security_token")
                .doesNotContain(who.path("password").asString())
                .doesNotContain(who.path("secret_key").asString());
    }

    @Test
    void dev_deploys_each_change_and_calls_the_function() throws IOException {
        var project = folder.resolve("live");
        funcgraph("init", "live", "--runtime", "Python3.9", "--dir", project.toString())
                .ok();
        var dev = Spawned.launch(
                List.of(
                        "dev",
                        project.toString(),
                        "--invoke",
                        "{\"name\":\"dev\"}",
                        "--data",
                        server.data().toString()),
                Map.of());
        try {
            awaitLine(dev, "Hello, dev!");
            assertThat(dev.output()).anyMatch(line -> line.contains("live deployed in "));
            assertThat(dev.output()).anyMatch(line -> line.contains("funcgraph invoke live"));
            var source = project.resolve("index.py");
            var text = Files.readString(source);
            Files.writeString(source, text.replace("!", "#"));
            awaitLine(dev, "Hello, dev#");
            Files.writeString(project.resolve("funcgraph.yaml"), "memory: 1\n", StandardOpenOption.APPEND);
            awaitLine(dev, "there is no field 'memory'");
            Files.createDirectories(project.resolve("lib"));
            var yaml = project.resolve("funcgraph.yaml");
            Files.writeString(
                    yaml, Files.readString(yaml).replace("memory: 1\n", "").replace("Hello", "Moin"));
            awaitLine(dev, "Moin, dev#");
            assertThat(dev.output()).anyMatch(line -> line.contains("user_data.greeting: Hello -> Moin"));
            assertThat(dev.handle().isAlive()).isTrue();
        } finally {
            dev.handle().destroy();
            dev.awaitExit(PATIENCE);
        }
    }

    @Test
    void dev_makes_a_change_live_in_under_a_second_and_shows_what_the_next_call_logs() throws Exception {
        var project = deployed("quick", said(0));
        var source = project.resolve("index.py");
        var api = Api.of(server);
        try (var screen = onTerminal("dev", project.toString())) {
            screen.await("watching " + project);
            var took = new ArrayList<Duration>();
            for (int i = 1; i <= 5; i++) {
                var answer = "\"answer " + i + "\"";
                Files.writeString(source, said(i));
                long start = System.nanoTime();
                await(answer)
                        .pollInterval(Duration.ofMillis(20))
                        .atMost(PATIENCE)
                        .until(() -> api.invoke("quick", "{}").ok().text().equals(answer));
                took.add(Duration.ofNanos(System.nanoTime() - start));
                screen.await("said " + i);
            }
            // The best of them: what else the machine does is not the command's fault.
            assertThat(Collections.min(took)).as("all: %s", took).isLessThan(Duration.ofSeconds(1));
            screen.interrupt();
            assertThat(screen.awaitExit()).isEqualTo(130);
        }
    }

    @Test
    void logs_follow_what_a_function_says_until_ctrl_c() throws Exception {
        deployed("chatty", said(1));
        try (var screen = onTerminal("logs", "-f", "chatty")) {
            for (int i = 1; i <= 3; i++) {
                int calls = i;
                funcgraph("invoke", "chatty").ok();
                screen.await("line " + i, all -> all.split("said 1", -1).length == calls + 1);
            }
            screen.interrupt();
            assertThat(screen.awaitExit()).isEqualTo(130);
        }
    }

    @Test
    void top_shows_a_function_that_runs_and_gives_the_terminal_back_at_q_or_ctrl_c() throws Exception {
        deployed("sleepy", "import time\ndef handler(event, context):\n    time.sleep(event['s'])\n    return 1\n");
        try (var left = onTerminal("top", "--interval", "1");
                var interrupted = onTerminal("top")) {
            left.await("q ends this");
            var call = CompletableFuture.runAsync(
                    () -> funcgraph("invoke", "sleepy", "-d", "{\"s\": 4}").ok());
            var running = Pattern.compile("sleepy( +[0-9.]+){4} +1 +1 +128 MB");
            left.await("a running call", all -> running.matcher(all).find());
            call.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            var idle = Pattern.compile("sleepy( +[0-9.]+){4} +0 +1 +128 MB");
            left.await(
                    "no running call",
                    all -> idle.matcher(all.substring(all.lastIndexOf("FUNCTION")))
                            .find());
            left.type("xq");
            assertThat(left.awaitExit()).isZero();
            assertThat(left.shown()).endsWith("\033[?1049l");
            interrupted.await("sleepy");
            interrupted.interrupt();
            assertThat(interrupted.awaitExit()).isEqualTo(130);
            assertThat(interrupted.shown()).contains("\033[?1049l");
        }
        assertThat(funcgraph("top").ok()).startsWith("FUNCTION").contains("sleepy");
    }

    /** A function's code that prints and returns a number. */
    private static String said(int number) {
        return "def handler(event, context):\n    print('said %d')\n    return 'answer %d'\n".formatted(number, number);
    }

    private static Screen onTerminal(String... words) {
        var all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--data", server.data().toString()));
        return Screen.open(all);
    }

    @Test
    void a_terminal_gets_a_bar_for_an_upload_and_a_pipe_gets_none() throws Exception {
        var project = deployed("heavy", "def handler(event, context):\n    return 1\n");
        var noise = new byte[2 * 1024 * 1024];
        new Random(1).nextBytes(noise);
        Files.write(project.resolve("noise.bin"), noise);
        var command = "\"$FUNCGRAPH\" deploy " + project + " --data " + server.data();
        var seen = shell("script -qec '" + command.replace("\"$FUNCGRAPH\"", launcher()) + "' /dev/null", Map.of());
        assertThat(seen.ok()).contains("upload heavy [====", "100%").contains("heavy changed");
        var piped = shell(command + " --force 2>&1", Map.of());
        assertThat(piped.ok()).contains("heavy changed").doesNotContain("[=");
    }

    @Test
    void bash_completes_commands_flags_and_what_is_below_them() throws Exception {
        var script = Files.createTempFile(folder, "completion", ".bash");
        Files.writeString(script, funcgraph("completion", "bash").ok());
        var completed = shell("source " + script + """

            complete_words() {
              COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMPREPLY=()
              _complete_funcgraph
              echo "${COMPREPLY[@]}"
            }
            complete_words funcgraph dep
            complete_words funcgraph runt
            complete_words funcgraph triggers en
            complete_words funcgraph deploy --dry
            """, Map.of());
        assertThat(completed.ok().lines()).containsExactly("deploy", "runtimes", "enable", "--dry-run");
        assertThat(funcgraph("completion", "fish").ok()).contains("-a deploy", "-l dry-run");
        assertThat(funcgraph("completion", "zsh").ok()).contains("bashcompinit", "_complete_funcgraph");
    }

    private Path deployed(String name, String source) throws IOException {
        var project = folder.resolve(name);
        funcgraph("init", name, "--runtime", "Python3.9", "--dir", project.toString())
                .ok();
        Files.writeString(project.resolve("index.py"), source);
        funcgraph("deploy", project.toString()).ok();
        return project;
    }

    private static void awaitLine(Spawned process, String text) {
        await(text).atMost(PATIENCE).until(() -> process.output().stream().anyMatch(line -> line.contains(text)));
    }

    private static Said funcgraph(String... words) {
        var all = new ArrayList<>(List.of(words));
        if (!words[0].equals("init") && !words[0].equals("completion")) {
            all.addAll(List.of("--data", server.data().toString()));
        }
        var out = new StringWriter();
        var err = new StringWriter();
        int code = Main.run(new PrintWriter(out), new PrintWriter(err), all.toArray(String[]::new));
        return new Said(code, out.toString(), err.toString());
    }

    /** Runs a script in bash, with the launcher as {@code $FUNCGRAPH}. */
    private Said shell(String script, Map<String, String> environment) throws Exception {
        var errors = Files.createTempFile(folder, "errors", "");
        var builder = new ProcessBuilder("bash", "-c", script).redirectError(errors.toFile());
        builder.environment().put("FUNCGRAPH", launcher());
        builder.environment().put("FUNCGRAPH_BUILT", "1");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        var process = builder.start();
        process.getOutputStream().close();
        var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return new Said(process.exitValue(), out, Files.readString(errors));
    }

    private static String launcher() {
        return Path.of(System.getProperty("funcgraph.root"), "funcgraph")
                .normalize()
                .toString();
    }
}
