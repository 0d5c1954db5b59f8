package funcgraph.runtime.worker;

import static org.assertj.core.api.Assertions.assertThat;

import funcgraph.runtime.wire.FrameType;
import org.junit.jupiter.api.Test;

class WorkerStateTest {

    @Test
    void nothing_comes_after_death_and_death_after_everything_else() {
        for (WorkerState state : WorkerState.values()) {
            assertThat(WorkerState.DEAD.canBecome(state)).isFalse();
            assertThat(state.canBecome(WorkerState.DEAD)).isEqualTo(state != WorkerState.DEAD);
        }
    }

    @Test
    void worker_with_code_never_becomes_generic_again() {
        assertThat(WorkerState.SPECIALISING.canBecome(WorkerState.IDLE_GENERIC)).isFalse();
        assertThat(WorkerState.READY.canBecome(WorkerState.IDLE_GENERIC)).isFalse();
        assertThat(WorkerState.READY.canBecome(WorkerState.SPECIALISING)).isFalse();
    }

    @Test
    void draining_worker_is_not_used_again() {
        assertThat(WorkerState.DRAINING.canBecome(WorkerState.READY)).isFalse();
        assertThat(WorkerState.BUSY.canBecome(WorkerState.READY)).isTrue();
    }

    @Test
    void only_a_worker_that_runs_a_call_may_answer_one_and_none_may_give_orders() {
        for (WorkerState state : WorkerState.values()) {
            boolean runs = state == WorkerState.BUSY || state == WorkerState.DRAINING;
            assertThat(state.expects(FrameType.RESULT)).isEqualTo(runs);
            assertThat(state.expects(FrameType.ERROR)).isEqualTo(runs);
            assertThat(state.expects(FrameType.READY)).isEqualTo(state == WorkerState.SPECIALISING);
            assertThat(state.expects(FrameType.HELLO)).isFalse();
            assertThat(state.expects(FrameType.CALL)).isFalse();
        }
    }
}
