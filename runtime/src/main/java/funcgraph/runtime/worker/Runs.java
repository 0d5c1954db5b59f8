package funcgraph.runtime.worker;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The calls that a worker runs, each in a place of its own. A call's id says which place it has, so that an answer finds
 * its call without a search, and no id comes again before two thousand million calls have had theirs.
 */
final class Runs {

    private final Errand.@Nullable Run[] places;
    private final int[] free;
    private final int mostRounds;
    private int freeCount;
    private int round;

    /** @param places calls at a time, at least 1 */
    Runs(int places) {
        this.places = new Errand.@Nullable Run[places];
        this.free = new int[places];
        this.mostRounds = Integer.MAX_VALUE / places - 1;
        for (int place = 0; place < places; place++) {
            free[place] = places - 1 - place;
        }
        this.freeCount = places;
    }

    boolean isEmpty() {
        return freeCount == places.length;
    }

    boolean isFull() {
        return freeCount == 0;
    }

    /** Whether more than one may be open at a time. */
    boolean areMany() {
        return places.length > 1;
    }

    /** How many are open. */
    int count() {
        return places.length - freeCount;
    }

    /** One that is open, if any is. */
    Errand.@Nullable Run any() {
        for (Errand.Run run : places) {
            if (run != null) {
                return run;
            }
        }
        return null;
    }

    /** The open one of that request, if there is one. */
    Errand.@Nullable Run of(String requestId) {
        for (Errand.Run run : places) {
            if (run != null && run.requestId().equals(requestId)) {
                return run;
            }
        }
        return null;
    }

    /** Gives {@code run} a place and returns its id, which is positive. There must be a place. */
    int open(Errand.Run run) {
        int place = free[--freeCount];
        places[place] = run;
        round = round == mostRounds ? 1 : round + 1;
        run.callId(round * places.length + place);
        return run.callId();
    }

    /** The call with that id, if it is open. */
    Errand.@Nullable Run find(int callId) {
        Errand.Run run = callId <= 0 ? null : places[callId % places.length];
        return run != null && run.callId() == callId ? run : null;
    }

    void close(Errand.Run run) {
        int place = run.callId() % places.length;
        places[place] = null;
        free[freeCount++] = place;
    }

    /** The first that has run for too long, if one has. */
    Errand.@Nullable Run late(long nowNanos) {
        for (Errand.Run run : places) {
            if (run != null && run.isLate(nowNanos)) {
                return run;
            }
        }
        return null;
    }

    /** Closes all and hands each on. */
    void closeAll(Consumer<Errand.Run> closed) {
        for (Errand.Run run : places) {
            if (run != null) {
                close(run);
                closed.accept(run);
            }
        }
    }
}
