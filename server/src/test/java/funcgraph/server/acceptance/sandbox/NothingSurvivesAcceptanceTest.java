package funcgraph.server.acceptance.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import funcgraph.server.PackagedServer;
import funcgraph.server.acceptance.Api;
import funcgraph.server.acceptance.Hostile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Workers that start, stop, die and are killed leave nothing on the machine; nor does a server that is killed. */
class NothingSurvivesAcceptanceTest {

    /** {@code ./dev soak} asks for 1,000. */
    private static final int ROUNDS = Integer.getInteger("funcgraph.survivors.rounds", 12);

    private static final int KINDS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void nothing_survives_a_worker_and_nothing_a_server() {
        var preparation = PackagedServer.prepare().config("sandbox: {required: true}\n");
        try (var server = preparation.start()) {
            outlive(server);
            server.kill();
            long killed = server.pid();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(left(killed, "p")).isEmpty());
            try (var next = server.restart()) {
                assertThat(left(killed, "b")).isEmpty();
                assertThat(groups(killed)).isEmpty();
                next.stop();
                await().atMost(PATIENCE).untilAsserted(() -> {
                    assertThat(left(next.pid(), "")).isEmpty();
                    assertThat(groups(next.pid())).isEmpty();
                    assertThat(slots(next)).isEmpty();
                    assertThat(mounts(next)).isEmpty();
                });
            }
        }
    }

    private static void outlive(PackagedServer server) {
        var api = Api.of(server);
        var function = Hostile.create(api, "mortal", "{}");
        function.isWell();
        for (int round = 0; round < ROUNDS; round++) {
            die(api, function, server, round);
        }
        api.delete("mortal").gone();
        // What is kept ready: a generic worker, two sandboxes and three networks.
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(left(server.pid(), "p")).hasSizeLessThanOrEqualTo(6);
            assertThat(groups(server.pid())).hasSizeLessThanOrEqualTo(3);
            assertThat(slots(server)).hasSizeLessThanOrEqualTo(3);
        });
    }

    private static void die(Api api, Hostile function, PackagedServer server, int round) {
        switch (round % KINDS) {
            case 0 ->
                api.updateConfig("mortal", "{\"description\": \"round %d\"}".formatted(round))
                        .ok();
            case 1 -> function.fails("os._exit(3)", "4002");
            case 2 -> function.fails("answer = len(bytearray(400 << 20))", "4205");
            default -> server.workers("python").stream().findAny().ifPresent(ProcessHandle::destroyForcibly);
        }
        await().atMost(Duration.ofSeconds(20))
                .until(() ->
                        function.function().call(Hostile.event("answer = 1")).status() == 200);
    }

    private static List<String> left(long server, String kind) {
        return names(Path.of("/sys/class/net")).stream()
                .filter(name -> name.startsWith("fg" + server + kind))
                .toList();
    }

    private static List<String> groups(long server) {
        var found = new ArrayList<String>();
        try (Stream<Path> all = Files.find(
                Path.of("/sys/fs/cgroup"),
                12,
                (path, attributes) ->
                        path.toString().contains("/memory/") && path.getParent().endsWith("funcgraph-" + server))) {
            all.filter(Files::isDirectory).forEach(path -> found.add(path.toString()));
        } catch (IOException | UncheckedIOException vanishing) {
            found.add(String.valueOf(vanishing));
        }
        return found;
    }

    private static List<String> slots(PackagedServer server) {
        var slots = server.data().resolve("run/sandbox/slots");
        return Files.exists(slots) ? names(slots) : List.of();
    }

    private static List<String> mounts(PackagedServer server) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/mountinfo"))) {
            return lines.filter(line -> line.contains(server.data().toString())).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> names(Path directory) {
        try (Stream<Path> all = Files.list(directory)) {
            return all.map(path -> path.getFileName().toString()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
