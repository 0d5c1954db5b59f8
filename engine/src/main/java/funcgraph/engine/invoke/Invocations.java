package funcgraph.engine.invoke;

import funcgraph.domain.CallHeaders;
import funcgraph.domain.FuncVpc;
import funcgraph.domain.Function;
import funcgraph.domain.FunctionConfig;
import funcgraph.domain.FunctionKey;
import funcgraph.domain.FunctionUrn;
import funcgraph.domain.InvokeOutcome;
import funcgraph.domain.Qualifier;
import funcgraph.domain.Refusal;
import funcgraph.domain.Refused;
import funcgraph.domain.RuntimeName;
import funcgraph.domain.Vpcs;
import funcgraph.engine.trace.Traceparent;
import funcgraph.engine.trace.Tracing;
import funcgraph.runtime.pool.Leases;
import funcgraph.runtime.pool.WorkerPool;
import funcgraph.runtime.wire.Outlet;
import funcgraph.runtime.worker.Call;
import funcgraph.runtime.worker.WorkerSpec;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The one way to run a function, whoever asks. Called on an event loop and answered there; never blocks.
 *
 * <p>What happens to a call, in order: the function is resolved, its concurrency admits the call, its code lies ready, a
 * worker of its revision is leased, the handler runs. Permit, code and lease are given back exactly once, on every path.
 */
public final class Invocations {

    private static final int INITIALIZER_ATTEMPTS = 3;

    private final Targets targets;
    private final AdmissionQueue admission;
    private final CodeTrees trees;
    private final WorkerPool pool;
    private final Clock clock;
    private final BiFunction<String, FunctionKey, Optional<Call.Credentials>> agencies;
    private final long patienceNanos;
    private final Vpcs vpcs;
    private final Revisions revisions;
    private final Tracing tracing;
    private final BiFunction<Function, String, Call.Output> outputs;
    private final Consumer<Ended> ended;

    /**
     * Makes the use case.
     *
     * @param vpcs networks that functions can join; one that is not among them runs in the usual one
     * @param patience how long a call may wait for a worker
     * @param agencies what a function may act with for an agency's name; empty when the agency is not known to serve it
     * @param tracing where the calls' spans begin
     * @param outputs what takes the output of a call of that function, for each request; made on an event loop
     * @param ended told of each call of a function that there is, on an event loop, where it must not block
     */
    public Invocations(
            Targets targets,
            AdmissionQueue admission,
            CodeTrees trees,
            WorkerPool pool,
            Clock clock,
            Duration patience,
            BiFunction<String, FunctionKey, Optional<Call.Credentials>> agencies,
            Vpcs vpcs,
            Tracing tracing,
            BiFunction<Function, String, Call.Output> outputs,
            Consumer<Ended> ended) {
        this.targets = targets;
        this.admission = admission;
        this.trees = trees;
        this.pool = pool;
        this.clock = clock;
        this.patienceNanos = patience.toNanos();
        this.agencies = agencies;
        this.vpcs = vpcs;
        this.revisions = new Revisions(vpcs);
        this.tracing = tracing;
        this.outputs = outputs;
        this.ended = ended;
    }

    /**
     * Runs a function once, for somebody who waits for the answer.
     *
     * @param event JSON text; empty counts as {@code {}}
     * @param headers that came with the call; the rules of an alias may look at them
     * @return what came of it; fails with {@link Refused} when the URN names a version or an alias that is not there
     */
    public Future<Invoked> invoke(FunctionUrn urn, String requestId, Buffer event, CallHeaders headers) {
        return invoke(urn, requestId, event, headers, null, null);
    }

    /** Whether all calls by this URN are answered whole, as far as is known without waiting. */
    public boolean answersWhole(FunctionUrn urn) {
        return targets.isKnownWhole(urn);
    }

    /**
     * The same, for somebody who takes the answer as it comes, should the function answer so. The stream is opened before
     * there is an outcome, whose payload is empty then.
     */
    public Future<Invoked> invoke(
            FunctionUrn urn, String requestId, Buffer event, CallHeaders headers, AnswerStream stream) {
        return invoke(urn, requestId, event, headers, null, stream.outlet())
                .onComplete(ignored -> stream.outlet().callEnded());
    }

    /** The same, for a call that nobody waits for and that can be cancelled. */
    Future<Invoked> invoke(
            FunctionUrn urn, String requestId, Buffer event, CallHeaders headers, @Nullable Cancellation background) {
        return invoke(urn, requestId, event, headers, background, null);
    }

    private Future<Invoked> invoke(
            FunctionUrn urn,
            String requestId,
            Buffer event,
            CallHeaders headers,
            @Nullable Cancellation background,
            @Nullable Outlet outlet) {
        var started = clock.instant();
        var passage = new Passage(tracing, clock, urn, requestId, headers.header(Traceparent.HEADER));
        return invoke(urn, requestId, event, headers, background, outlet, passage, started)
                .onComplete((invoked, failure) -> {
                    if (failure == null) {
                        passage.over(invoked.outcome(), invoked.version());
                    } else {
                        passage.refused();
                    }
                });
    }

    private Future<Invoked> invoke(
            FunctionUrn urn,
            String requestId,
            Buffer event,
            CallHeaders headers,
            @Nullable Cancellation background,
            @Nullable Outlet outlet,
            Passage passage,
            Instant started) {
        return targets.find(urn, headers).transform(resolved -> {
            if (resolved.failed()) {
                return isNotThere(resolved.cause())
                        ? Future.failedFuture(resolved.cause())
                        : Future.succeededFuture(new Invoked(broken(resolved.cause()), started, clock.instant()));
            }
            if (resolved.result().isEmpty()) {
                return Future.succeededFuture(new Invoked(new InvokeOutcome.Gone(urn.key()), started, clock.instant()));
            }
            var function = resolved.result().get();
            passage.found();
            String agency = agency(function.config());
            var credentials =
                    agency.isEmpty() ? Optional.<Call.Credentials>empty() : agencies.apply(agency, function.key());
            var note = both(
                    agency.isEmpty() || credentials.isPresent() ? "" : noAgency(agency),
                    noNetwork(function.config().vpc()));
            var output = outputs.apply(function, requestId);
            return admitted(
                            function,
                            new Call(
                                    requestId,
                                    alias(urn),
                                    event,
                                    background != null,
                                    credentials,
                                    output,
                                    function.config().extras().returnStream() ? outlet : null,
                                    Optional.empty()),
                            background,
                            passage)
                    .otherwise(Invocations::broken)
                    .map(outcome -> new Invoked(
                            outcome, function.version(), function.config().memoryMb(), started, clock.instant(), note))
                    .onSuccess(invoked -> ended.accept(new Ended(
                            function.key(), requestId, background != null, invoked, passage.stages(), output)));
        });
    }

    private static boolean isNotThere(Throwable failure) {
        return failure instanceof Refused refused
                && (refused.refusal() instanceof Refusal.NoVersion || refused.refusal() instanceof Refusal.NoAlias);
    }

    /** What the function's context says it was called by. */
    private static String alias(FunctionUrn urn) {
        return urn.qualifier() instanceof Qualifier.Alias(String name) ? name : "";
    }

    /** What came of a call for which a step of the platform failed. */
    private static InvokeOutcome broken(Throwable failure) {
        return switch (failure) {
            case Hop.Full ignored ->
                new InvokeOutcome.Overloaded("the platform is busy reading functions and preparing code");
            case Refused refused
            when refused.refusal() instanceof Refusal.StoreBusy(String why) -> new InvokeOutcome.Overloaded(why);
            case Throwable other -> new InvokeOutcome.PlatformFailed(other);
        };
    }

    private static String noAgency(String name) {
        return "agency '%s' is not declared for this project (iam.agencies): the function runs without credentials"
                .formatted(name);
    }

    private String noNetwork(FuncVpc named) {
        return named.equals(FuncVpc.NONE) || vpcs.subnet(named).isPresent()
                ? ""
                : "subnet '%s' is not declared (vpcs): the function runs in the usual network"
                        .formatted(named.subnetId());
    }

    private static String both(String note, String other) {
        return note.isEmpty() || other.isEmpty() ? note + other : note + "; " + other;
    }

    /**
     * The one for execution, where there is one, and else the one for everything. An http function gets what it may act
     * with in headers, and none unless it asks for that.
     */
    private static String agency(FunctionConfig config) {
        if (config.runtime().family() == RuntimeName.Family.HTTP
                && !config.extras().authInHeader()) {
            return "";
        }
        var execution = config.appXrole();
        return execution == null || execution.isEmpty() ? config.xrole() : execution;
    }

    private Future<InvokeOutcome> admitted(
            Function function, Call call, @Nullable Cancellation background, Passage passage) {
        var entry = admission.enterNow(function);
        return entry != null
                ? entered(entry, function, call, background, passage)
                : admission.waitFor(function).compose(late -> entered(late, function, call, background, passage));
    }

    private Future<InvokeOutcome> entered(
            Admission.Entry entry, Function function, Call call, @Nullable Cancellation background, Passage passage) {
        return switch (entry) {
            case Admission.Entry.Closed() -> Future.succeededFuture(new InvokeOutcome.Disabled());
            case Admission.Entry.Full(int limit) -> Future.succeededFuture(new InvokeOutcome.Throttled(limit));
            case Admission.Entry.Admitted(Admission.Permit permit) -> {
                passage.admitted(permit.running());
                // Within a future, so that even a fault of ours gives the permit back.
                yield Future.succeededFuture()
                        .compose(ignored -> run(function, call, background, passage))
                        .onComplete(ignored -> admission.leave(function, permit));
            }
        };
    }

    private Future<InvokeOutcome> run(
            Function function, Call call, @Nullable Cancellation background, Passage passage) {
        var use = trees.use(function.code());
        return use.ready()
                .compose(directory -> leased(revisions.spec(function, directory), function, call, background, passage))
                .onComplete(ignored -> use.end());
    }

    private Future<InvokeOutcome> leased(
            WorkerSpec revision, Function function, Call call, @Nullable Cancellation background, Passage passage) {
        long deadline = System.nanoTime() + patienceNanos + initializerNanos(revision);
        return Leases.using(pool.lease(revision, deadline), lease -> {
            trees.keepFor(revision, function.code());
            var told = passage.leased(call);
            return background == null ? lease.call(told) : background.during(lease, () -> lease.call(told));
        });
    }

    /** What the initializer may take is not the platform's delay: its error should come out, and not ours. */
    private static long initializerNanos(WorkerSpec revision) {
        return revision.initializer()
                .map(hook -> TimeUnit.SECONDS.toNanos((long) hook.timeoutSeconds() * INITIALIZER_ATTEMPTS))
                .orElse(0L);
    }
}
