package funcgraph.server.acceptance.triggers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import funcgraph.server.PackagedServer;
import funcgraph.server.acceptance.Api;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Timers of a real server, over changes and restarts. */
class TimersAcceptanceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @TempDir
    private Path heard;

    @TempDir
    private Path data;

    @Test
    void a_timer_fires_each_second_once_also_over_a_kill() throws Exception {
        var server = PackagedServer.prepare()
                .data(data)
                .config("sandbox: {enabled: false}\n")
                .start();
        try {
            var fired = Fired.create(Api.of(server), "ticking", heard);
            var id = fired.trigger(
                            "TIMER",
                            "{'name': 'every', 'schedule_type': 'Cron', 'schedule': '@every 1s', 'user_event': 'tick'}")
                    .json()
                    .path("trigger_id")
                    .asString();
            await().atMost(PATIENCE).until(() -> fired.events().size() >= 3);
            server.kill();
            int before = fired.events().size();
            server = server.restart();
            var again = new Fired(Api.of(server), "ticking", fired.heard());
            await().atMost(PATIENCE).until(() -> again.events().size() >= before + 3);

            again.send("PUT", "/TIMER/" + id, "{'trigger_status': 'DISABLED'}").ok();
            assertThat(times(again)).doesNotHaveDuplicates();
            var event = again.events().getFirst();
            assertThat(event.path("version").asString()).isEqualTo("v1.0");
            assertThat(event.path("trigger_type").asString()).isEqualTo("TIMER");
            assertThat(event.path("trigger_name").asString()).isEqualTo("every");
            assertThat(event.path("user_event").asString()).isEqualTo("tick");
            assertThat(OffsetDateTime.parse(event.path("time").asString()).getNano())
                    .isZero();

            // One that had been taken may still be on its way to the function.
            await().atMost(PATIENCE).until(() -> {
                int rested = again.events().size();
                await().during(Duration.ofSeconds(2))
                        .atMost(Duration.ofSeconds(5))
                        .until(() -> true);
                return again.events().size() == rested;
            });
            assertThat(times(again)).doesNotHaveDuplicates();
        } finally {
            server.close();
        }
    }

    private static List<String> times(Fired fired) {
        return fired.events().stream()
                .map(event -> event.path("time").asString())
                .sorted()
                .toList();
    }
}
