package funcgraph.engine.invoke;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AdmissionTest {

    @Test
    void a_disabled_function_is_closed() {
        assertThat(new Admission(10).enter(Samples.limited("f", 0, 1))).isInstanceOf(Admission.Entry.Closed.class);
    }

    @Test
    void a_function_admits_as_many_calls_as_its_instances_take() {
        var admission = new Admission(10);
        var function = Samples.limited("f", 2, 2);
        for (int i = 0; i < 4; i++) {
            assertThat(admission.enter(function)).isInstanceOf(Admission.Entry.Admitted.class);
        }

        assertThat(admission.enter(function)).isEqualTo(new Admission.Entry.Full(4));
    }

    @Test
    void the_projects_limit_holds_over_its_functions() {
        var admission = new Admission(2);
        assertThat(admission.enter(Samples.limited("f", -1, 1))).isInstanceOf(Admission.Entry.Admitted.class);
        assertThat(admission.enter(Samples.limited("g", -1, 1))).isInstanceOf(Admission.Entry.Admitted.class);

        assertThat(admission.enter(Samples.limited("h", -1, 1))).isEqualTo(new Admission.Entry.Full(2));
    }

    @Test
    void a_call_refused_by_its_function_takes_no_place_of_the_project() {
        var admission = new Admission(2);
        var one = Samples.limited("f", 1, 1);
        admission.enter(one);
        assertThat(admission.enter(one)).isInstanceOf(Admission.Entry.Full.class);

        assertThat(admission.enter(Samples.limited("g", -1, 1))).isInstanceOf(Admission.Entry.Admitted.class);
    }

    @Test
    void a_permit_given_back_twice_counts_once() {
        var admission = new Admission(2);
        var function = Samples.limited("f", 1, 1);
        var entry = (Admission.Entry.Admitted) admission.enter(function);
        entry.permit().release();
        entry.permit().release();

        assertThat(admission.permitsOut()).isZero();
        assertThat(admission.enter(function)).isInstanceOf(Admission.Entry.Admitted.class);
        assertThat(admission.enter(function)).isInstanceOf(Admission.Entry.Full.class);
    }

    @Test
    void under_a_rush_the_limit_is_never_exceeded() throws Exception {
        var admission = new Admission(100);
        var function = Samples.limited("f", 3, 1);
        var running = new AtomicInteger();
        var most = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = new ArrayList<Future<Integer>>();
            Callable<Integer> caller = () -> {
                int admitted = 0;
                for (int i = 0; i < 2000; i++) {
                    if (admission.enter(function) instanceof Admission.Entry.Admitted(var permit)) {
                        most.accumulateAndGet(running.incrementAndGet(), Math::max);
                        admitted++;
                        Thread.onSpinWait();
                        running.decrementAndGet();
                        permit.release();
                    }
                }
                return admitted;
            };
            for (int i = 0; i < 8; i++) {
                all.add(threads.submit(caller));
            }
            for (var one : all) {
                assertThat(one.get()).isPositive();
            }
        }

        assertThat(most.get()).isBetween(1, 3);
        assertThat(admission.permitsOut()).isZero();
    }
}
