package funcgraph.server.acceptance.durability;

import static org.assertj.core.api.Assertions.assertThat;

import funcgraph.server.PackagedServer;
import funcgraph.server.acceptance.Api;
import funcgraph.server.acceptance.Sample;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The packaged server on a real PostgreSQL instead of its own file, chosen by {@code store.url} alone. */
class PostgresAcceptanceTest {

    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void start() throws IOException {
        postgres = EmbeddedPostgres.builder().start();
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    @Test
    void a_function_lives_in_postgresql_from_its_creation_over_a_kill_to_its_end() {
        var server = onPostgres();
        var api = Api.of(server);
        api.create(Sample.python("kept")).ok();
        var changed = api.updateConfig("kept", "{\"memory_size\":512,\"user_data\":\"{\\\"a\\\":\\\"中文\\\"}\"}")
                .ok();
        assertThat(api.invoke("kept", "{\"n\":1}").ok().text()).isNotEmpty();

        server.kill();
        assertThat(server.data().resolve("funcgraph.db")).doesNotExist();
        try (var again = server.restart()) {
            var after = Api.of(again);
            assertThat(after.config("kept").ok().json()).isEqualTo(changed.json());
            assertThat(after.config("kept").header("ETag")).isEqualTo(changed.header("ETag"));
            after.delete("kept").gone();
            after.config("kept").refused(404, "FSS.1051");
        }
    }

    @Test
    void changes_that_come_at_the_same_time_are_made_one_after_the_other() throws Exception {
        try (var server = onPostgres()) {
            var api = Api.of(server);
            api.create(Sample.python("busy")).ok();
            long created = revision(api);

            Callable<Integer> writer = () -> IntStream.range(0, 10)
                    .map(i -> api.updateConfig("busy", "{\"memory_size\":" + (i % 2 == 0 ? 256 : 512) + "}")
                            .ok()
                            .status())
                    .sum();
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (var done : threads.invokeAll(Collections.nCopies(8, writer))) {
                    assertThat(status(done)).isEqualTo(10 * 200);
                }
            }

            assertThat(revision(api) - created).isEqualTo(80);
            api.delete("busy").gone();
        }
    }

    private static PackagedServer onPostgres() {
        return PackagedServer.start(
                "--store.url", postgres.getJdbcUrl("postgres", "postgres"), "--store.user", "postgres");
    }

    private static int status(Future<Integer> done) throws InterruptedException {
        try {
            return done.get();
        } catch (ExecutionException e) {
            throw new AssertionError("a change failed", e);
        }
    }

    private static long revision(Api api) {
        return Long.parseLong(
                String.valueOf(api.config("busy").ok().header("ETag")).replace("\"", ""));
    }
}
