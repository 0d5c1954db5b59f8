package funcgraph.server.acceptance.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import funcgraph.server.PackagedServer;
import funcgraph.server.acceptance.Api;
import funcgraph.server.acceptance.Deployed;
import funcgraph.server.acceptance.Language;
import funcgraph.server.acceptance.Reply;
import funcgraph.server.acceptance.Sample;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

/** {@code kill -9} while changes are under way: whatever was answered is there afterwards, and the database is sound. */
class CrashAcceptanceTest {

    /** {@code ./dev soak} asks for more, and to be told. */
    private static final boolean SOAKING = System.getProperty("funcgraph.crash.rounds") != null;

    private static final int ROUNDS = Integer.getInteger("funcgraph.crash.rounds", 4);

    private static final int CLIENTS = 8;
    private static final int MOST_CHANGES_A_ROUND = 150;

    @TempDir
    private Path copies;

    @TempDir
    private Path data;

    private final Random random = new Random(20191118);
    private final AtomicInteger acknowledged = new AtomicInteger();
    private final Progress[] own =
            IntStream.range(0, CLIENTS).mapToObj(n -> new Progress("own-" + n)).toArray(Progress[]::new);
    private final Progress shared = new Progress("shared");

    @Test
    void every_change_that_was_answered_survives_a_kill() throws Exception {
        var server = PackagedServer.prepare().data(data).start();
        try {
            create(Api.of(server));
            for (int round = 0; round < ROUNDS; round++) {
                storm(server, 1 + random.nextInt(MOST_CHANGES_A_ROUND));
                assertSound(round);
                server = server.restart();
                assertKept(Api.of(server), round);
            }
        } finally {
            server.close();
        }
        if (SOAKING) {
            System.out.printf("crash: %d rounds, %d changes answered, all kept%n", ROUNDS, acknowledged.get());
        }
    }

    private void create(Api api) {
        for (var progress : own) {
            api.create(Sample.python(progress.name)).ok();
        }
        api.create(Sample.python(shared.name)).ok();
        Deployed.create(api, "sleeper", Language.PYTHON, "{\"timeout\": 60}");
    }

    /** Has all clients change their own function and one that is everybody's, and kills the server in the middle. */
    private void storm(PackagedServer server, int changes) throws InterruptedException {
        var api = Api.of(server);
        int enough = acknowledged.get() + changes;
        var clients = new ArrayList<Future<?>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            clients.add(threads.submit(() -> new Deployed(api, "sleeper-py").call("{\"seconds\": 50}")));
            await("a worker")
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> !server.workers("python").isEmpty());
            for (var progress : own) {
                clients.add(threads.submit(() -> changeForever(api, progress)));
            }
            await("changes")
                    .pollInterval(Duration.ofMillis(5))
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> acknowledged.get() >= enough);
            server.kill();
        }
        for (var client : clients) {
            assertThatThrownBy(client::get).as("what ended a client").hasCauseInstanceOf(UncheckedIOException.class);
        }
    }

    private void changeForever(Api api, Progress own) {
        while (true) {
            own.change(api);
            shared.change(api);
        }
    }

    /** Looks at a copy, so that the next start finds the files as the kill left them. */
    private void assertSound(int round) throws IOException, SQLException {
        var copy = Files.createDirectory(copies.resolve("round-" + round));
        for (var name : new String[] {"funcgraph.db", "funcgraph.db-wal"}) {
            if (Files.exists(data.resolve(name))) {
                Files.copy(data.resolve(name), copy.resolve(name));
            }
        }
        var database = new SQLiteDataSource();
        database.setUrl("jdbc:sqlite:" + copy.resolve("funcgraph.db"));
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var result = statement.executeQuery("pragma integrity_check")) {
            assertThat(result.next()).isTrue();
            assertThat(result.getString(1)).as("round " + round).isEqualTo("ok");
        }
    }

    private void assertKept(Api api, int round) {
        for (var progress : own) {
            var config = api.config(progress.name).ok();
            assertThat(value(config))
                    .as("%s in round %d", progress.name, round)
                    .isBetween(progress.kept.get(), progress.sent.get());
            assertThat(revision(config))
                    .as("%s in round %d", progress.name, round)
                    .isGreaterThanOrEqualTo(progress.revision.get());
        }
        var config = api.config(shared.name).ok();
        assertThat(revision(config)).as("shared in round %d", round).isGreaterThanOrEqualTo(shared.revision.get());
        assertThat(value(config)).isBetween(0L, shared.sent.get());
    }

    private static long value(Reply config) {
        var userData = config.json().path("user_data").asString();
        return userData.isEmpty()
                ? 0
                : Long.parseLong(Api.json(userData).path("n").asString());
    }

    private static long revision(Reply config) {
        return Long.parseLong(config.header("ETag").replace("\"", ""));
    }

    /** How far the changes of one function have come. */
    private final class Progress {

        private final String name;
        private final AtomicLong sent = new AtomicLong();
        private final AtomicLong kept = new AtomicLong();
        private final AtomicLong revision = new AtomicLong();

        Progress(String name) {
            this.name = name;
        }

        /** One change; throws when the server is gone. */
        void change(Api api) {
            long n = sent.incrementAndGet();
            var answer = api.updateConfig(name, "{\"user_data\": \"{\\\"n\\\": \\\"%d\\\"}\"}".formatted(n))
                    .ok();
            kept.accumulateAndGet(n, Math::max);
            revision.accumulateAndGet(revision(answer), Math::max);
            acknowledged.incrementAndGet();
        }
    }
}
