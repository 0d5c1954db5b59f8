package funcgraph.engine.observe;

import funcgraph.domain.log.LogLine;
import funcgraph.domain.log.LogQuery;
import funcgraph.store.LogSearch;
import funcgraph.store.LogStore;
import java.util.List;

/**
 * Somebody who follows a log: asks for what is new whenever it can take more, and is woken when there may be something. What
 * it has not asked for yet waits in the database, not in memory; who falls too far behind is told how much was left out.
 */
public final class Follower implements AutoCloseable {

    private static final int LINES_AT_ONCE = 200;
    private static final int MOST_BEHIND = 10_000;
    private static final int KEPT_AFTER_GAP = 1000;

    private final String functionId;
    private final LogQuery wanted;
    private final LogStore store;
    private final LogSearch search;
    private final Runnable left;
    private volatile long place;
    private volatile boolean ended;
    private volatile Runnable ready = () -> {};

    Follower(String functionId, LogQuery wanted, long place, LogStore store, LogSearch search, Runnable left) {
        this.functionId = functionId;
        this.wanted = wanted;
        this.place = place;
        this.store = store;
        this.search = search;
        this.left = left;
    }

    /**
     * What is new.
     *
     * @param dropped lines that were left out before these, because the follower was too slow
     * @param more whether there is more at once
     */
    public record News(long dropped, List<LogLine> lines, boolean more) {}

    /** Says whom to tell, on any thread, that there may be something new, or that it is over. */
    public void onReady(Runnable told) {
        ready = told;
    }

    /** Reads on. Blocks; by one thread at a time. */
    public News read() {
        return store.read(view -> {
            long dropped = 0;
            if (search.countBehind(view, functionId, place, Long.MAX_VALUE, MOST_BEHIND + 1) > MOST_BEHIND) {
                long on = search.placeBefore(view, functionId, KEPT_AFTER_GAP);
                dropped = search.countBehind(view, functionId, place, on, Integer.MAX_VALUE);
                place = on;
            }
            long end = search.last(view, functionId);
            var page = search.lines(view, functionId, wanted.at(place, false, LINES_AT_ONCE));
            if (!page.items().isEmpty()) {
                place = page.items().getLast().seq();
            }
            // Where nothing matched it was read all the same, and is not read again.
            place = Math.max(place, page.next() > 0 ? page.next() : end);
            return new News(dropped, page.items(), page.next() > 0);
        });
    }

    /** Whether nothing more comes. */
    public boolean isOver() {
        return ended;
    }

    void wake() {
        ready.run();
    }

    void end() {
        ended = true;
        ready.run();
    }

    @Override
    public void close() {
        ended = true;
        left.run();
    }
}
