package funcgraph.engine.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import funcgraph.domain.FunctionKey;
import funcgraph.domain.InvokeOutcome;
import funcgraph.engine.invoke.Ended;
import funcgraph.engine.invoke.Invoked;
import funcgraph.engine.invoke.Stages;
import funcgraph.runtime.worker.Call;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LabelsTest {

    private static final int SERIES = 4;

    private final Meters meters = new Meters(SERIES);
    private final Labels labels = new Labels(meters, 2);

    private void call(String function, int times) {
        for (int i = 0; i < times; i++) {
            var usage = new InvokeOutcome.Usage(1000, 0, 2048, new byte[0]);
            var invoked = new Invoked(
                    new InvokeOutcome.Answered(new byte[0], usage), "latest", 128, Instant.EPOCH, Instant.EPOCH, "");
            meters.accept(new Ended(
                    new FunctionKey("p", "default", function),
                    "r",
                    false,
                    invoked,
                    new Stages(1000, 1000, 1),
                    Call.Output.NONE));
        }
    }

    private Map<String, Long> shown() {
        var shown = new HashMap<String, Long>();
        labels.shown()
                .forEach(line -> shown.put(
                        line.function().map(FunctionKey::name).orElse("other"),
                        line.reading().all()));
        return shown;
    }

    @Test
    void the_most_used_functions_have_names() {
        call("a", 5);
        call("b", 3);
        call("c", 1);
        assertThat(shown()).isEqualTo(Map.of("a", 5L, "b", 3L, "other", 1L));
    }

    @Test
    void a_name_goes_to_a_function_that_is_used_twice_as_much_and_no_number_goes_back() {
        call("a", 5);
        call("b", 3);
        call("c", 1);
        shown();
        call("c", 4);
        assertThat(shown()).isEqualTo(Map.of("a", 5L, "b", 3L, "other", 5L));
        call("c", 2);
        assertThat(shown())
                .as("what was shown among the others stays there")
                .isEqualTo(Map.of("a", 5L, "c", 2L, "other", 5L));
        call("b", 1);
        call("c", 1);
        assertThat(shown()).isEqualTo(Map.of("a", 5L, "c", 3L, "other", 6L));
    }

    @Test
    void functions_beyond_the_bound_count_among_the_others() {
        for (var function : new String[] {"a", "b", "c", "d", "e", "f"}) {
            call(function, 1);
        }
        assertThat(meters.functions()).hasSize(SERIES);
        assertThat(meters.rests()).containsOnlyKeys("p");
        assertThat(shown().values().stream().mapToLong(Long::longValue).sum()).isEqualTo(6);
    }

    @Test
    void a_function_that_is_forgotten_leaves_its_number_among_the_others() {
        call("a", 5);
        call("b", 3);
        call("c", 1);
        shown();
        var key = new FunctionKey("p", "default", "c");
        labels.forget(key, meters.functions().remove(key));
        assertThat(shown()).isEqualTo(Map.of("a", 5L, "b", 3L, "other", 1L));
    }

    @Test
    void no_call_is_lost_when_many_threads_count() throws Exception {
        int threads = 8;
        int each = 20_000;
        try (var pool = Executors.newFixedThreadPool(threads)) {
            for (int i = 0; i < threads; i++) {
                pool.execute(() -> call("a", each));
            }
            pool.shutdown();
            assertThat(pool.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        }
        assertThat(shown().get("a")).isEqualTo((long) threads * each);
        assertThat(meters.worker().sum().micros()).isEqualTo((long) threads * each);
    }
}
