package funcgraph.runtime.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RunsTest {

    @Test
    void ids_lead_to_their_calls_and_old_ones_to_none() {
        var runs = new Runs(3);
        var one = run();
        var two = run();
        int first = runs.open(one);
        int second = runs.open(two);
        assertThat(runs.find(first)).isSameAs(one);
        assertThat(runs.find(second)).isSameAs(two);
        runs.close(one);
        assertThat(runs.find(first)).isNull();
        int third = runs.open(one);
        assertThat(third).isNotEqualTo(first);
        assertThat(runs.find(first)).isNull();
        assertThat(runs.find(0)).isNull();
        assertThat(runs.find(-1)).isNull();
    }

    @Test
    void is_full_when_all_places_are_taken_and_empty_when_none_is() {
        var runs = new Runs(2);
        assertThat(runs.isEmpty()).isTrue();
        runs.open(run());
        runs.open(run());
        assertThat(runs.isFull()).isTrue();
        var closed = new ArrayList<Errand.Run>();
        runs.closeAll(closed::add);
        assertThat(closed).hasSize(2);
        assertThat(runs.isEmpty()).isTrue();
    }

    @Test
    void ids_are_positive_and_do_not_come_again_soon() {
        var runs = new Runs(1000);
        Set<Integer> ids = new HashSet<>();
        for (int at = 0; at < 50_000; at++) {
            var run = run();
            assertThat(ids.add(runs.open(run))).isTrue();
            assertThat(run.callId()).isPositive();
            runs.close(run);
        }
    }

    private static Errand.Run run() {
        return new Errand.Run(Promise.promise(), new Call("request", "", Buffer.buffer()), 3, 0, false);
    }
}
