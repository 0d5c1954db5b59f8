package funcgraph.engine.invoke;

import funcgraph.domain.FunctionUrn;
import funcgraph.domain.InvokeOutcome;
import funcgraph.engine.trace.Traceparent;
import funcgraph.engine.trace.Tracing;
import funcgraph.runtime.worker.Call;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A call on its way to a worker: when it passed which stage, and the spans of it where it is traced. On one event loop. */
final class Passage {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final Tracing tracing;
    private final Clock clock;
    private final @Nullable Traceparent caller;
    private final @Nullable Span span;
    private @Nullable Span stage;
    private long sinceNanos = System.nanoTime();
    private long admissionNanos = -1;
    private long workerNanos = -1;
    private int concurrency;
    private long handlerEpochNanos;

    Passage(Tracing tracing, Clock clock, FunctionUrn urn, String requestId, @Nullable String traceparent) {
        this.tracing = tracing;
        this.clock = clock;
        this.caller = Traceparent.parse(traceparent);
        this.span = tracing.begin("invoke", SpanKind.INTERNAL, caller);
        if (span != null) {
            span.setAttribute("faas.invocation_id", requestId);
            span.setAttribute("faas.name", urn.key().name());
            span.setAttribute("funcgraph.project_id", urn.key().projectId());
            span.setAttribute("funcgraph.package", urn.key().packageName());
        }
    }

    /** The function is known, and the call asks to be admitted. */
    void found() {
        sinceNanos = System.nanoTime();
        next("admission", SpanKind.INTERNAL);
    }

    void admitted(int running) {
        long now = System.nanoTime();
        admissionNanos = now - sinceNanos;
        sinceNanos = now;
        concurrency = running;
        next("worker", SpanKind.INTERNAL);
    }

    /** It has a worker. Returns what that is told: the call, and which span it is part of. */
    Call leased(Call call) {
        long now = System.nanoTime();
        workerNanos = now - sinceNanos;
        if (span == null) {
            return caller == null ? call : call.tracedBy(caller.text(), caller.traceId());
        }
        handlerEpochNanos = epochNanos();
        next("handler", SpanKind.CLIENT);
        var handler = Tracing.of(stage == null ? span : stage);
        return call.tracedBy(handler.text(), handler.traceId());
    }

    private void next(String name, SpanKind kind) {
        if (span != null) {
            endStage();
            stage = tracing.within(span, name, kind);
        }
    }

    private void endStage() {
        if (stage != null) {
            stage.end();
            stage = null;
        }
    }

    Stages stages() {
        return new Stages(admissionNanos, workerNanos, concurrency);
    }

    /** The end, once, whatever came of it. */
    void over(InvokeOutcome outcome, String version) {
        if (span == null) {
            return;
        }
        long initMicros = outcome.usage().initMicros();
        if (initMicros > 0 && handlerEpochNanos > 0) {
            tracing.note(
                    span,
                    "cold start",
                    handlerEpochNanos - TimeUnit.MICROSECONDS.toNanos(initMicros),
                    handlerEpochNanos);
        }
        var result = outcome.getClass().getSimpleName();
        boolean good = outcome instanceof InvokeOutcome.Answered;
        if (stage != null && !good) {
            stage.setStatus(StatusCode.ERROR, result);
        }
        endStage();
        span.setAttribute("faas.version", version);
        span.setAttribute("faas.coldstart", initMicros > 0);
        span.setAttribute("funcgraph.outcome", result);
        if (!good) {
            span.setStatus(StatusCode.ERROR, result);
        }
        span.end();
    }

    /** It ended before any outcome, since there is no such version or alias. */
    void refused() {
        if (span != null) {
            endStage();
            span.setStatus(StatusCode.ERROR, "Refused");
            span.end();
        }
    }

    private long epochNanos() {
        var now = clock.instant();
        return now.getEpochSecond() * NANOS_PER_SECOND + now.getNano();
    }
}
