package funcgraph.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import funcgraph.cli.Access;
import funcgraph.cli.Answer;
import funcgraph.cli.ApiClient;
import funcgraph.cli.ApiRefused;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The launcher's contract, which scripts rely on (README, "The launcher"). */
class LauncherAcceptanceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String SLOW = """
            import time
            def handler(event, context):
                time.sleep(event["seconds"])
                return "slept"
            """;

    @TempDir
    Path directory;

    @Test
    void the_ready_line_is_the_only_output_and_comes_when_requests_are_accepted() {
        try (var server = PackagedServer.start()) {
            assertThat(server.output()).containsExactly("ready " + server.endpoint());
            assertThat(server.endpoint().getHost()).isEqualTo("127.0.0.1");
            assertThat(server.endpoint().getPort()).isPositive();
            assertThat(server.client().list(0, 10).path("count").asInt(-1)).isZero();
            server.stop();
            assertThat(server.output()).hasSize(1);
        }
    }

    @Test
    void credentials_are_readable_by_their_owner_alone_and_open_every_door() throws IOException {
        try (var server = PackagedServer.start()) {
            var file = server.data().resolve("credentials.json");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            var who = server.credentials();
            assertThat(who.path("endpoint").asString())
                    .isEqualTo(server.endpoint().toString());
            try (var withToken =
                    server.client().signedIn(text(who, "domain_name"), text(who, "user_name"), text(who, "password"))) {
                assertThat(withToken.list(0, 1).path("count").asInt(-1)).isZero();
            }
            try (var anonymous = server.client().as(new Access.Anonymous())) {
                assertThatThrownBy(() -> anonymous.list(0, 1))
                        .isInstanceOfSatisfying(
                                ApiRefused.class,
                                refused -> assertThat(refused.status()).isEqualTo(401));
            }
        }
    }

    @Test
    void a_restart_keeps_identity_and_functions_and_tells_the_new_port() {
        try (var server = PackagedServer.start()) {
            server.client().create(function("kept", "def handler(event, context):\n    return 1\n"));
            var before = server.credentials();
            try (var again = server.restart()) {
                var after = again.credentials();
                assertThat(after.path("endpoint").asString())
                        .isEqualTo(again.endpoint().toString());
                for (var key : before.propertyNames()) {
                    if (!key.equals("endpoint")) {
                        assertThat(after.path(key)).as(key).isEqualTo(before.path(key));
                    }
                }
                assertThat(again.client().config("kept").path("func_name").asString())
                        .isEqualTo("kept");
            }
        }
    }

    @Test
    void a_server_that_was_killed_starts_again() {
        try (var server = PackagedServer.start()) {
            server.client().create(function("kept", "def handler(event, context):\n    return 1\n"));
            assertThat(invoke(server.client(), "kept", "{}").text()).isEqualTo("1");
            server.kill();
            try (var again = server.restart()) {
                assertThat(invoke(again.client(), "kept", "{}").text()).isEqualTo("1");
            }
        }
    }

    @Test
    void a_second_server_on_the_same_directory_is_refused() {
        try (var server = PackagedServer.start()) {
            var second = Spawned.launch(List.of("serve", "--data", server.data().toString(), "--port", "0"), Map.of());
            assertThat(second.awaitExit(PATIENCE)).isEqualTo(1);
            assertThat(second.output()).isEmpty();
            assertThat(String.join("\n", second.errors()))
                    .contains(server.data().toString());
            assertThat(server.client().list(0, 1).path("count").asInt(-1)).isZero();
        }
    }

    @Test
    void a_port_in_use_is_refused_by_name() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var port = Integer.toString(taken.getLocalPort());
            var server = Spawned.launch(List.of("serve", "--data", directory.toString(), "--port", port), Map.of());
            assertThat(server.awaitExit(PATIENCE)).isEqualTo(1);
            assertThat(String.join("\n", server.errors()))
                    .contains("cannot listen on 127.0.0.1:" + port)
                    .contains("in use")
                    .contains("--port");
        }
    }

    @Test
    void sigterm_lets_a_call_in_flight_finish_and_exits_with_0() throws Exception {
        try (var server = PackagedServer.start()) {
            var client = server.client();
            client.create(oneAtATime("slow", SLOW));
            var call = CompletableFuture.supplyAsync(() -> invokeWhenFree(client, "slow", "{\"seconds\":2}"));
            await().atMost(PATIENCE).until(() -> isBusy(client, "slow"));
            server.stop();
            assertThat(call.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).text()).isEqualTo("\"slept\"");
        }
    }

    @Test
    void sigterm_ends_calls_that_outlast_the_grace_time_and_exits_with_0() {
        try (var server = PackagedServer.start("--server.shutdown_grace_seconds", "1")) {
            var client = server.client();
            client.create(oneAtATime("slow", SLOW));
            var call = CompletableFuture.runAsync(() -> invokeWhenFree(client, "slow", "{\"seconds\":20}"));
            await().atMost(PATIENCE).until(() -> isBusy(client, "slow"));
            await().atMost(PATIENCE).until(() -> !server.workers().isEmpty());
            var workers = server.workers();
            long start = System.nanoTime();
            server.terminate();
            assertThat(server.awaitExit()).isZero();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
            await().atMost(PATIENCE).until(() -> workers.stream().noneMatch(ProcessHandle::isAlive));
            await().atMost(PATIENCE).until(call::isDone);
        }
    }

    @Test
    void bad_flags_and_bad_keys_come_together_with_exit_code_2() throws IOException {
        var file = Files.writeString(directory.resolve("bad.yaml"), """
                api: {profle: current}
                quotas: {functions: lots}
                users: [{name: ann, projects: [nowhere], actions: ['*']}]
                """);
        var server = Spawned.launch(
                List.of("serve", "--prot", "1", "--api-profile", "2020", "--config", file.toString()),
                Map.of("FUNCGRAPH_SERVER_PORT", "-1"));
        assertThat(server.awaitExit(PATIENCE)).isEqualTo(2);
        assertThat(server.output()).isEmpty();
        assertThat(String.join("\n", server.errors()))
                .contains("--prot", "nearest is --port")
                .contains("api.profle", "nearest is api.profile")
                .contains("'2020' must be one of current, 2019")
                .contains("quotas.functions", "'lots'")
                .contains("server.port (environment): '-1'")
                .contains("users[0]", "nowhere");
    }

    @Test
    void config_explains_every_key_and_shows_no_secret() {
        var explained = Spawned.launch(List.of("config", "--explain"), Map.of());
        assertThat(explained.awaitExit(PATIENCE)).isZero();
        assertThat(explained.output()).contains("server.port", "quotas.functions", "users");
        var shown = Spawned.launch(List.of("config"), Map.of("FUNCGRAPH_STORE_PASSWORD", "s3cret"));
        assertThat(shown.awaitExit(PATIENCE)).isZero();
        assertThat(String.join("\n", shown.output())).contains("***").doesNotContain("s3cret");
    }

    @Test
    void the_clients_verbs_find_the_server_through_its_data_directory() {
        try (var server = PackagedServer.start()) {
            server.client().create(function("echo", "def handler(event, context):\n    return event\n"));
            var data = List.of("--data", server.data().toString());
            assertThat(client(data, "invoke", "echo", "{\"a\":1}")).containsExactly("{\"a\": 1}");
            assertThat(client(data, "config", "set", "echo", "memory_size=256", "timeout=5"))
                    .anyMatch(line -> line.matches("memory_size +256"));
            assertThat(client(data, "config", "get", "echo")).anyMatch(line -> line.matches("timeout +5"));
            assertThat(client(data, "list")).anyMatch(line -> line.startsWith("echo") && line.contains("256 MB"));
            assertThat(client(data, "delete", "echo")).isEmpty();
            var gone = Spawned.launch(
                    List.of("invoke", "echo", "--data", server.data().toString()), Map.of());
            assertThat(gone.awaitExit(PATIENCE)).isEqualTo(1);
            assertThat(String.join("\n", gone.errors())).contains("404");
        }
    }

    @Test
    void quickstart_once_shows_what_changed_and_leaves_nothing() {
        var quickstart = Spawned.launch(List.of("quickstart", "--once"), Map.of(), directory);
        assertThat(quickstart.awaitExit(PATIENCE))
                .as(() -> "" + quickstart.errors())
                .isZero();
        assertThat(String.join("\n", quickstart.output()))
                .contains("before", "after", "memory_size", "timeout", "user_data", "handler", "BONJOUR");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void quickstart_stays_up_for_the_client_in_the_same_directory_until_it_is_stopped() {
        var quickstart = Spawned.launch(List.of("quickstart"), Map.of(), directory);
        await().atMost(PATIENCE).until(() -> quickstart.output().stream().anyMatch(line -> line.contains("Ctrl-C")));
        var list = Spawned.launch(List.of("list"), Map.of(), directory);
        assertThat(list.awaitExit(PATIENCE)).as(() -> "" + list.errors()).isZero();
        assertThat(list.output()).anyMatch(line -> line.startsWith("hello-python"));
        quickstart.handle().destroy();
        assertThat(quickstart.awaitExit(PATIENCE))
                .as(() -> "" + quickstart.errors())
                .isZero();
        assertThat(directory.resolve("funcgraph-data/credentials.json")).exists();
    }

    private static List<String> client(List<String> connection, String... words) {
        var all = new ArrayList<>(List.of(words));
        all.addAll(connection);
        var client = Spawned.launch(all, Map.of());
        assertThat(client.awaitExit(PATIENCE)).as(() -> "" + client.errors()).isZero();
        return client.output();
    }

    /** A function that takes one call at a time is busy when it throttles the next. */
    private static boolean isBusy(ApiClient client, String name) {
        try {
            invoke(client, name, "{\"seconds\":0}");
            return false;
        } catch (ApiRefused refused) {
            return refused.status() == 429;
        }
    }

    private static Answer invokeWhenFree(ApiClient client, String name, String event) {
        while (true) {
            try {
                return invoke(client, name, event);
            } catch (ApiRefused refused) {
                assertThat(refused.status()).isEqualTo(429);
            }
        }
    }

    private static Answer invoke(ApiClient client, String name, String event) {
        return client.invoke(name, event.getBytes(UTF_8), false);
    }

    private static JsonNode oneAtATime(String name, String source) {
        var request = function(name, source);
        request.putObject("strategy_config").put("concurrency", 1);
        return request;
    }

    private static ObjectNode function(String name, String source) {
        var request = JsonMapper.shared().createObjectNode();
        request.put("func_name", name)
                .put("package", "default")
                .put("runtime", "Python3.9")
                .put("handler", "index.handler")
                .put("memory_size", 128)
                .put("timeout", 30)
                .put("code_type", "inline");
        request.putObject("func_code").put("file", Base64.getEncoder().encodeToString(source.getBytes(UTF_8)));
        return request;
    }

    private static String text(JsonNode json, String key) {
        return json.path(key).asString();
    }
}
