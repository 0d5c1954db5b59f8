package funcgraph.runtime.worker;

import funcgraph.runtime.wire.FrameType;
import java.util.EnumSet;
import java.util.Set;

/** Where a worker stands in its life. */
public enum WorkerState {
    /** The process was started and has not yet said hello. */
    BOOTING,
    /** It waits without code for the function it will become. */
    IDLE_GENERIC,
    /** It loads the code of its function and runs the initializer. */
    SPECIALISING,
    /** It can be called. */
    READY,
    /** It runs a call. */
    BUSY,
    /** It runs its last call. */
    DRAINING,
    /** It will never answer again. */
    DEAD;

    private static final Set<WorkerState> AFTER_BOOTING = EnumSet.of(IDLE_GENERIC, DEAD);
    private static final Set<WorkerState> AFTER_GENERIC = EnumSet.of(SPECIALISING, DEAD);
    private static final Set<WorkerState> AFTER_SPECIALISING = EnumSet.of(READY, DEAD);
    private static final Set<WorkerState> AFTER_READY = EnumSet.of(BUSY, DEAD);
    private static final Set<WorkerState> AFTER_BUSY = EnumSet.of(READY, DRAINING, DEAD);
    private static final Set<WorkerState> AFTER_DRAINING = EnumSet.of(DEAD);
    private static final Set<WorkerState> AFTER_DEAD = EnumSet.noneOf(WorkerState.class);

    public boolean canBecome(WorkerState next) {
        return (switch (this) {
                    case BOOTING -> AFTER_BOOTING;
                    case IDLE_GENERIC -> AFTER_GENERIC;
                    case SPECIALISING -> AFTER_SPECIALISING;
                    case READY -> AFTER_READY;
                    case BUSY -> AFTER_BUSY;
                    case DRAINING -> AFTER_DRAINING;
                    case DEAD -> AFTER_DEAD;
                })
                .contains(next);
    }

    /** Whether a worker that stands so may say that; all else is garbage. */
    boolean expects(FrameType type) {
        return switch (type) {
            case LOADED, READY, INIT_FAILED -> this == SPECIALISING;
            case RESULT, ERROR -> isRunning();
            case HELLO, INIT, CALL -> false;
        };
    }

    boolean isRunning() {
        return this == BUSY || this == DRAINING;
    }
}
