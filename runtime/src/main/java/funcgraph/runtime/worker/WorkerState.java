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
    /** It runs calls, and may be given more as long as it has places. */
    BUSY,
    /** It runs its last calls. */
    DRAINING,
    /** It has run its last call, and user code tidies up. */
    STOPPING,
    /** It will never answer again. */
    DEAD;

    private static final Set<WorkerState> AFTER_BOOTING = EnumSet.of(IDLE_GENERIC, DEAD);
    private static final Set<WorkerState> AFTER_GENERIC = EnumSet.of(SPECIALISING, DEAD);
    private static final Set<WorkerState> AFTER_SPECIALISING = EnumSet.of(READY, DEAD);
    private static final Set<WorkerState> AFTER_READY = EnumSet.of(BUSY, STOPPING, DEAD);
    private static final Set<WorkerState> AFTER_BUSY = EnumSet.of(READY, DRAINING, DEAD);
    private static final Set<WorkerState> AFTER_DRAINING = EnumSet.of(STOPPING, DEAD);
    private static final Set<WorkerState> AFTER_STOPPING = EnumSet.of(DEAD);
    private static final Set<WorkerState> AFTER_DEAD = EnumSet.noneOf(WorkerState.class);

    public boolean canBecome(WorkerState next) {
        return (switch (this) {
                    case BOOTING -> AFTER_BOOTING;
                    case IDLE_GENERIC -> AFTER_GENERIC;
                    case SPECIALISING -> AFTER_SPECIALISING;
                    case READY -> AFTER_READY;
                    case BUSY -> AFTER_BUSY;
                    case DRAINING -> AFTER_DRAINING;
                    case STOPPING -> AFTER_STOPPING;
                    case DEAD -> AFTER_DEAD;
                })
                .contains(next);
    }

    /** Whether a worker that stands so may say that; all else is garbage. */
    boolean expects(FrameType type) {
        return switch (type) {
            case LOADED, READY, INIT_FAILED -> this == SPECIALISING;
            case RESULT, ERROR -> isRunning();
            case OPENED, PIECE -> false; // taken by the line
            case HELLO, INIT, CALL, STOP, TAKEN, CANCEL -> false;
        };
    }

    /** Whether it may be called, now or as soon as it has a place. */
    boolean takesCalls() {
        return this == READY || this == BUSY;
    }

    /** Whether it will not be called again. */
    boolean isLeaving() {
        return this == DRAINING || this == STOPPING || this == DEAD;
    }

    boolean isRunning() {
        return this == BUSY || this == DRAINING;
    }
}
