package funcgraph.engine.invoke;

import funcgraph.domain.CallHeaders;
import funcgraph.domain.FunctionUrn;
import funcgraph.domain.InvokeOutcome;
import funcgraph.domain.Refused;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Calls that nobody waits for: the way to {@link Invocations} for those who do not live on an event loop, and must not
 * know of one. The calls are dealt out among the loops, each of which has workers of its own.
 */
public final class BackgroundCalls {

    private final Invocations invocations;
    private final Clock clock;
    private final List<Context> loops;
    private final AtomicInteger turn = new AtomicInteger();

    private BackgroundCalls(Invocations invocations, Clock clock, List<Context> loops) {
        this.invocations = invocations;
        this.clock = clock;
        this.loops = loops;
    }

    /**
     * Finds the event loops.
     *
     * @param loops how many {@code vertx} has
     */
    public static Future<BackgroundCalls> open(Vertx vertx, int loops, Invocations invocations, Clock clock) {
        var contexts = new CopyOnWriteArrayList<Context>();
        return vertx.deployVerticle(() -> new Place(contexts), new DeploymentOptions().setInstances(loops))
                .map(ignored -> new BackgroundCalls(invocations, clock, List.copyOf(contexts)));
    }

    private static final class Place extends AbstractVerticle {

        private final List<Context> contexts;

        Place(List<Context> contexts) {
            this.contexts = contexts;
        }

        @Override
        public void start() {
            contexts.add(context);
        }
    }

    /**
     * Runs a function once; returns at once. Any thread.
     *
     * @param event handed over, not copied
     * @param ended told exactly once, on an event loop, where it must not block. A version or an alias that is not there
     *     is {@link InvokeOutcome.Gone}
     */
    public void start(
            FunctionUrn urn, String requestId, byte[] event, Cancellation cancellation, Consumer<Invoked> ended) {
        var loop = loops.get(Math.floorMod(turn.getAndIncrement(), loops.size()));
        loop.runOnContext(ignored -> run(urn, requestId, event, cancellation).onSuccess(ended::accept));
    }

    private Future<Invoked> run(FunctionUrn urn, String requestId, byte[] event, Cancellation cancellation) {
        var started = clock.instant();
        return Future.succeededFuture()
                .compose(ignored ->
                        invocations.invoke(urn, requestId, Buffer.buffer(event), CallHeaders.NONE, cancellation))
                .otherwise(failure -> new Invoked(broken(urn, failure), started, clock.instant()));
    }

    private static InvokeOutcome broken(FunctionUrn urn, Throwable failure) {
        return failure instanceof Refused
                ? new InvokeOutcome.Gone(urn.key())
                : new InvokeOutcome.PlatformFailed(failure);
    }
}
