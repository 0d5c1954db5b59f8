package funcgraph.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import funcgraph.server.PackagedServer;
import funcgraph.server.Spawned;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code funcgraph backup} and {@code funcgraph restore}, of a server that works meanwhile. */
class BackupAcceptanceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void a_server_restored_from_a_backup_that_was_taken_under_load_serves_what_was_there(@TempDir Path home)
            throws Exception {
        var file = home.resolve("backup.zip");
        var written = new AtomicInteger();
        JsonNode config;
        JsonNode answer;
        int before;
        try (var source = PackagedServer.start()) {
            var api = Api.of(source);
            api.create(Sample.python("still")).ok();
            api.create(Sample.python("moving")).ok();
            api.updateConfig("still", "{\"memory_size\": 256, \"user_data\": \"{\\\"key\\\": \\\"kept\\\"}\"}")
                    .ok();
            config = api.config("still").ok().json();
            answer = api.invoke("still", "{\"n\": 1}").ok().json();
            var enough = new AtomicBoolean();
            var writer = Thread.startVirtualThread(() -> {
                while (!enough.get()) {
                    int next = written.get() + 1;
                    api.updateConfig("moving", "{\"description\": \"" + next + "\"}")
                            .ok();
                    written.set(next);
                }
            });
            await().atMost(PATIENCE).until(() -> written.get() > 10);
            before = written.get();
            assertThat(run("backup", "--data", source.data().toString(), file.toString()))
                    .isZero();
            await().atMost(PATIENCE).until(() -> written.get() > before + 5);
            enough.set(true);
            writer.join();
            source.kill();
        }
        assertThat(Files.getPosixFilePermissions(file)).hasSize(2);

        var data = home.resolve("restored");
        assertThat(run("restore", "--data", data.toString(), file.toString())).isZero();
        assertThat(run("restore", "--data", data.toString(), file.toString()))
                .as("a second time into the same directory")
                .isEqualTo(1);
        try (var restored = PackagedServer.prepare().data(data).start()) {
            var api = Api.of(restored);
            assertThat(api.config("still").ok().json()).isEqualTo(config);
            assertThat(api.invoke("still", "{\"n\": 1}").ok().json()).isEqualTo(answer);
            assertThat(api.list("").ok().json().path("count").asInt()).isEqualTo(2);
            assertThat(Integer.parseInt(
                            api.config("moving").ok().json().path("description").asString()))
                    .as("a change that was answered before the backup began is in it")
                    .isBetween(before, written.get());
        }
    }

    @Test
    void a_damaged_backup_is_refused_and_leaves_nothing(@TempDir Path home) throws IOException {
        var file = home.resolve("backup.zip");
        try (var source = PackagedServer.start()) {
            Api.of(source).create(Sample.python("one")).ok();
            assertThat(run("backup", "--data", source.data().toString(), file.toString()))
                    .isZero();
            assertThat(run("backup", "--data", source.data().toString(), file.toString()))
                    .as("over a file that is there")
                    .isEqualTo(1);
        }
        var bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 0x55;
        var damaged = Files.write(home.resolve("damaged.zip"), bytes);
        var data = home.resolve("restored");
        assertThat(run("restore", "--data", data.toString(), damaged.toString()))
                .isEqualTo(1);
        assertThat(run("restore", "--data", data.toString())).as("no file").isEqualTo(2);
        try (var left = Files.list(home)) {
            assertThat(left).containsExactlyInAnyOrder(file, damaged);
        }
    }

    private static int run(String... words) {
        return Spawned.launch(List.of(words), Map.of()).awaitExit(PATIENCE);
    }
}
