package funcgraph.engine.trigger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import funcgraph.domain.CodePackage;
import funcgraph.domain.CodeType;
import funcgraph.domain.Function;
import funcgraph.domain.FunctionConfig;
import funcgraph.domain.FunctionKey;
import funcgraph.domain.FunctionUrn;
import funcgraph.domain.RuntimeName;
import funcgraph.domain.TriggerType;
import funcgraph.domain.trigger.Trigger;
import funcgraph.domain.trigger.TriggerQuotas;
import funcgraph.store.FunctionTable;
import funcgraph.store.Store;
import funcgraph.store.StoreSettings;
import funcgraph.store.TriggerTable;
import funcgraph.store.Tx;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a real store, with a clock that the test holds; what fires is written down. */
class TimerLoopTest {

    private static final Instant START = Instant.parse("2026-03-10T10:00:00Z");
    private static final FunctionKey KEY = new FunctionKey("p", "default", "hello");

    @TempDir
    private Path directory;

    private final HandClock clock = new HandClock(START);
    private final TriggerTable table = new TriggerTable();
    private final KeptTriggers kept = new KeptTriggers(table, TriggerQuotas.DOCUMENTED, ZoneOffset.UTC);
    private final List<String> fired = Collections.synchronizedList(new ArrayList<>());
    private Store store;

    @BeforeEach
    void open() {
        store = Store.open(StoreSettings.sqlite(directory.resolve("funcgraph.db")));
        store.write(tx -> {
            new FunctionTable().insert(tx, function());
            return null;
        });
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void a_timer_fires_at_each_due_time_and_never_before() {
        insert("t", "Rate", "1m");
        var loop = loop();

        assertThat(loop.tick()).contains(START.plusSeconds(60));
        clock.set("2026-03-10T10:00:59.999Z");
        loop.tick();
        assertThat(fired).isEmpty();
        clock.set("2026-03-10T10:01:00Z");
        assertThat(loop.tick()).contains(START.plusSeconds(120));
        loop.tick();
        assertThat(fired)
                .containsExactly(
                        "{\"version\":\"v1.0\",\"time\":\"2026-03-10T10:01:00+00:00\",\"trigger_type\":\"TIMER\","
                                + "\"trigger_name\":\"t\",\"user_event\":\"\"}");
        clock.set("2026-03-10T10:02:00.5Z");
        loop.tick();
        assertThat(fired).hasSize(2);
    }

    @Test
    void of_missed_due_times_the_latest_within_the_grace_is_made_up_for() {
        insert("t", "Cron", "0 * * * * *");
        clock.set("2026-03-10T10:07:30Z");
        assertThat(loop().tick()).contains(Instant.parse("2026-03-10T10:08:00Z"));
        assertThat(fired).hasSize(1).first().asString().contains("10:07:00+00:00");
    }

    @Test
    void a_due_time_older_than_the_grace_is_left_out() {
        insert("t", "Rate", "1h");
        clock.set("2026-03-10T11:05:01Z");
        assertThat(loop().tick()).contains(Instant.parse("2026-03-10T12:00:00Z"));
        assertThat(fired).isEmpty();
    }

    @Test
    void of_many_nodes_one_fires_each_due_time() throws Exception {
        for (int i = 0; i < 10; i++) {
            insert("t" + i, "Cron", "@every 1s");
        }
        for (int second = 1; second <= 5; second++) {
            clock.set(START.plusSeconds(second).toString());
            try (var nodes = Executors.newVirtualThreadPerTaskExecutor()) {
                var ticks = new ArrayList<Future<?>>();
                for (int node = 0; node < 4; node++) {
                    ticks.add(nodes.submit(() -> loop().tick()));
                }
                for (var tick : ticks) {
                    tick.get();
                }
            }
        }
        assertThat(fired).hasSize(50).doesNotHaveDuplicates();
    }

    @Test
    void a_timer_that_rests_does_not_fire() {
        var trigger = insert("t", "Rate", "1m");
        store.write(tx -> {
            kept.update(tx, trigger.changed(false, trigger.eventData(), START));
            return null;
        });
        clock.set("2026-03-10T10:01:00Z");
        assertThat(loop().tick()).isEmpty();
        assertThat(fired).isEmpty();
    }

    private TimerLoop loop() {
        return new TimerLoop(
                store,
                table,
                kept,
                new Written(),
                clock,
                new TimerLoop.Settings("r", ZoneOffset.UTC, Duration.ofMinutes(5)));
    }

    private Trigger insert(String name, String type, String schedule) {
        var trigger = new Trigger(
                name,
                function().id(),
                KEY,
                "latest",
                TriggerType.TIMER,
                true,
                Map.of("name", name, "schedule_type", type, "schedule", schedule),
                START,
                START);
        store.write(tx -> {
            kept.insert(tx, trigger);
            return null;
        });
        return trigger;
    }

    private static Function function() {
        var code = new CodePackage(CodeType.ZIP, "", "index.zip", "", 10, "a".repeat(128), "", List.of());
        return new Function("f", KEY, 1, FunctionConfig.initial(RuntimeName.PYTHON_3_9), code, "image", START, START);
    }

    /** Notes what is fired, and only what a transaction has kept. */
    private final class Written implements Firing {

        @Override
        public String fire(FunctionUrn urn, byte[] event) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Handover ready(FunctionUrn urn, byte[] event) {
            return new Handover() {
                @Override
                public String requestId() {
                    return "";
                }

                @Override
                public void write(Tx tx) {}

                @Override
                public void ended(boolean written) {
                    if (written) {
                        fired.add(new String(event, UTF_8));
                    }
                }
            };
        }
    }

    private static final class HandClock extends Clock {

        private volatile Instant now;

        HandClock(Instant now) {
            this.now = now;
        }

        void set(String text) {
            now = Instant.parse(text);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}
