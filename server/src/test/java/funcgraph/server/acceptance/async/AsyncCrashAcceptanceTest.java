package funcgraph.server.acceptance.async;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import funcgraph.server.PackagedServer;
import funcgraph.server.acceptance.Api;
import funcgraph.server.acceptance.Sample;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} while events are accepted and run: every one whose id was answered is run at least once, whatever
 * happened to the server. The function writes down what it ran, in a file that outlives the server, for which it must
 * not be in a sandbox.
 */
class AsyncCrashAcceptanceTest {

    private static final int ROUNDS = Integer.getInteger("funcgraph.async.crash.rounds", 3);
    private static final int CLIENTS = 8;
    private static final int MOST_EVENTS_A_ROUND = 400;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    private Path data;

    @TempDir
    private Path notes;

    private final Random random = new Random(20200820);
    private final Queue<String> accepted = new ConcurrentLinkedQueue<>();

    @Test
    void every_event_that_was_accepted_is_run_in_spite_of_kills() throws Exception {
        var server = PackagedServer.prepare()
                .data(data)
                .config("sandbox: {enabled: false}\n")
                .start();
        try {
            create(Api.of(server));
            for (int round = 0; round < ROUNDS; round++) {
                load(server, accepted.size() + 50 + random.nextInt(MOST_EVENTS_A_ROUND));
                server = server.restart();
            }
            awaitAll();
            await("nothing is under way").atMost(PATIENCE).until(nothingUnderWay(Api.of(server)));
        } finally {
            server.close();
        }
        report();
    }

    private void create(Api api) {
        api.create(Sample.inline("notes", "Python3.9", "index.handler", """
                import os
                def handler(event, context):
                    line = (context.getRequestID() + "\\n").encode()
                    file = os.open("%s", os.O_WRONLY | os.O_APPEND | os.O_CREAT)
                    os.write(file, line)
                    os.close(file)
                """.formatted(notes.resolve("run.txt"))))
                .ok();
    }

    /** Has all clients send events, and kills the server in the middle. */
    private void load(PackagedServer server, int enough) throws InterruptedException {
        var api = Api.of(server);
        var clients = new ArrayList<Future<?>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int client = 0; client < CLIENTS; client++) {
                clients.add(threads.submit(() -> sendForever(api)));
            }
            await("events").pollInterval(Duration.ofMillis(5)).atMost(PATIENCE).until(() -> accepted.size() >= enough);
            server.kill();
        }
        for (var client : clients) {
            assertThat(client.state()).isEqualTo(Future.State.FAILED);
            assertThat(client.exceptionNow()).isInstanceOf(UncheckedIOException.class);
        }
    }

    private void sendForever(Api api) {
        while (true) {
            var answer = api.invokeAsync("notes", "{}");
            assertThat(answer.status()).as(answer::text).isEqualTo(202);
            accepted.add(answer.json().path("request_id").asString());
        }
    }

    private void awaitAll() {
        await("all have run")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> runs().keySet().containsAll(accepted));
    }

    private static Callable<Boolean> nothingUnderWay(Api api) {
        var path = api.functions() + "/notes/active-async-invocations";
        return () -> api.send("GET", path, Map.of(), new byte[0])
                        .ok()
                        .json()
                        .path("count")
                        .asInt()
                == 0;
    }

    private Map<String, Integer> runs() throws IOException {
        var runs = new HashMap<String, Integer>();
        var file = notes.resolve("run.txt");
        if (Files.exists(file)) {
            Files.readAllLines(file).forEach(id -> runs.merge(id, 1, Integer::sum));
        }
        return runs;
    }

    private void report() throws IOException {
        var runs = runs();
        assertThat(runs.keySet()).containsAll(accepted);
        long twice = runs.values().stream().filter(times -> times > 1).count();
        long unanswered =
                runs.keySet().stream().filter(id -> !accepted.contains(id)).count();
        System.out.printf(
                "async crash: %d rounds, %d events accepted, all run; %d ran more than once, %d ran whose answer was lost%n",
                ROUNDS, accepted.size(), twice, unanswered);
    }
}
