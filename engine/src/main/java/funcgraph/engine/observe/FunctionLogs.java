package funcgraph.engine.observe;

import funcgraph.domain.Function;
import funcgraph.domain.log.LogLine;
import funcgraph.domain.log.LogPage;
import funcgraph.domain.log.LogQuery;
import funcgraph.domain.log.LoggedCall;
import funcgraph.engine.invoke.Ended;
import funcgraph.runtime.worker.Call;
import funcgraph.store.LogSearch;
import funcgraph.store.LogStore;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The logs of functions and the list of their calls. A function is known by its id: a successor of the same name does not
 * show what its predecessor printed, which is kept until its time is over.
 */
public final class FunctionLogs implements AutoCloseable {

    private final LogStore store;
    private final LogSearch search = new LogSearch();
    private final LogQueue queue;
    private final LogLimits limits;
    private final Clock clock;
    private final Followers followers;
    private final LogLoop loop;

    public FunctionLogs(LogStore store, LogLimits limits, Clock clock) {
        this.store = store;
        this.limits = limits;
        this.clock = clock;
        this.queue = new LogQueue(limits.queueBytes());
        this.followers = new Followers(limits.followers());
        this.loop = new LogLoop(store, queue, limits, clock, followers::wake);
    }

    public void start() {
        loop.start();
    }

    /** What takes the output of a call. On an event loop; blocks never. */
    public Call.Output output(Function function, String requestId) {
        return limits.enabled()
                ? new CallOutput(function, requestId, queue, clock, limits.perCallBytes())
                : Call.Output.NONE;
    }

    /** Takes note of the end of a call. On an event loop; blocks never. */
    public void ended(Ended ended) {
        if (ended.output() instanceof CallOutput output) {
            var invoked = ended.invoked();
            var outcome = invoked.outcome();
            byte[] tail = outcome.usage().logTail();
            if (output.isEmpty() && tail.length > 0) {
                // Of a start that failed, its calls have only what came with the outcome.
                output.printed(tail, 0, tail.length, true);
            }
            queue.offer(new LogQueue.Finished(
                    output,
                    ended.background(),
                    OutcomeText.light(outcome),
                    OutcomeText.reason(outcome),
                    invoked.note(),
                    invoked.memoryMb(),
                    invoked.started(),
                    invoked.ended()));
        }
    }

    /** The lines that a query wants. */
    public LogPage<LogLine> lines(String functionId, LogQuery query) {
        return store.read(view -> search.lines(view, functionId, query));
    }

    /**
     * Calls that are over, newest first.
     *
     * @param version whose calls alone are wanted
     * @param wanted which of them
     * @param marker the place before which to go on, 0 for the newest
     */
    public LogPage<LoggedCall> calls(
            String functionId,
            Optional<String> version,
            Optional<Instant> from,
            Optional<Instant> to,
            Predicate<LoggedCall> wanted,
            long marker,
            int limit) {
        return store.read(view -> search.calls(view, functionId, version, from, to, wanted, marker, limit));
    }

    /**
     * Follows a log from a place on.
     *
     * @param wanted which lines; its place and limit count for nothing
     * @param after the place after which to begin; empty for now
     * @param tail how many lines before now come first, when there is no place
     * @return empty when as many follow as may
     */
    public Optional<Follower> follow(String functionId, LogQuery wanted, Optional<Long> after, int tail) {
        return followers.add(functionId, place -> {
            long now = store.read(view -> search.last(view, functionId));
            long from = after.orElseGet(() -> tail == 0 ? now : placeBefore(functionId, wanted, tail, now));
            return new Follower(functionId, wanted, from, store, search, place);
        });
    }

    private long placeBefore(String functionId, LogQuery wanted, int tail, long now) {
        var newest = lines(functionId, wanted.at(0, true, tail)).items();
        return newest.isEmpty() ? now : newest.getLast().seq() - 1;
    }

    /** Lets all that follow go, so that the server can stop. */
    public void stopFollowing() {
        followers.close();
    }

    /** Writes what waits. After the last call. */
    @Override
    public void close() {
        followers.close();
        loop.close();
        store.close();
    }
}
