package funcgraph.engine.trace;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Where spans begin. What is not traced has no span at all, so that it costs nothing but the decision. Spans are sent by a
 * thread of their own, from a bounded queue: what a collector is too slow for is dropped. On any thread.
 */
public final class Tracing implements AutoCloseable {

    private static final Duration SEND_EVERY = Duration.ofSeconds(1);
    private static final Duration TIME_LIMIT = Duration.ofSeconds(5);
    private static final String TRACES = "/v1/traces";

    private final @Nullable SdkTracerProvider provider;
    private final @Nullable Tracer tracer;

    private Tracing(@Nullable SdkTracerProvider provider, @Nullable Tracer tracer) {
        this.provider = provider;
        this.tracer = tracer;
    }

    /**
     * What is sent, and where.
     *
     * @param endpoint of a collector that takes OTLP over HTTP; without a path the usual one is taken
     * @param ratio of the traces that begin here, from 0 to 1; one that a caller began is traced when he does
     * @param headers sent along, such as a token's
     */
    public record Settings(
            URI endpoint, double ratio, Map<String, String> headers, String service, String version, String instance) {

        @Override
        public String toString() {
            return "Settings[" + endpoint + ", " + ratio + "]";
        }
    }

    /** Nothing is traced; what callers say of their traces is still handed on. */
    public static Tracing off() {
        return new Tracing(
                null, io.opentelemetry.api.trace.TracerProvider.noop().get("funcgraph"));
    }

    /** Traces, and sends what it traced. */
    public static Tracing to(Settings settings) {
        var exporter = OtlpHttpSpanExporter.builder()
                .setEndpoint(address(settings.endpoint()))
                .setTimeout(TIME_LIMIT);
        settings.headers().forEach(exporter::addHeader);
        var resource = Resource.getDefault()
                .merge(Resource.create(Attributes.of(
                        AttributeKey.stringKey("service.name"), settings.service(),
                        AttributeKey.stringKey("service.version"), settings.version(),
                        AttributeKey.stringKey("service.instance.id"), settings.instance())));
        var provider = SdkTracerProvider.builder()
                .setResource(resource)
                .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(settings.ratio())))
                .addSpanProcessor(BatchSpanProcessor.builder(exporter.build())
                        .setScheduleDelay(SEND_EVERY)
                        .setExporterTimeout(TIME_LIMIT)
                        .build())
                .build();
        return new Tracing(provider, provider.get("funcgraph", settings.version()));
    }

    private static String address(URI endpoint) {
        var path = endpoint.getPath();
        return path == null || path.isEmpty() || path.equals("/")
                ? endpoint.resolve(TRACES).toString()
                : endpoint.toString();
    }

    /** Whether anything is traced at all. */
    public boolean isOn() {
        return tracer != null;
    }

    /**
     * Begins a span, a child of the caller's where there is one; null when the trace is not recorded.
     *
     * @param traceparent what the caller said, or null
     */
    public @Nullable Span begin(String name, SpanKind kind, @Nullable Traceparent traceparent) {
        if (tracer == null) {
            return null;
        }
        var parent = traceparent == null ? Context.root() : Context.root().with(Span.wrap(contextOf(traceparent)));
        var span = tracer.spanBuilder(name).setSpanKind(kind).setParent(parent).startSpan();
        return span.isRecording() ? span : null;
    }

    /** Begins a part of another span. */
    public Span within(Span parent, String name, SpanKind kind) {
        return on().spanBuilder(name)
                .setSpanKind(kind)
                .setParent(Context.root().with(parent))
                .startSpan();
    }

    /** Notes a part of another span that is over. */
    public void note(Span parent, String name, long startEpochNanos, long endEpochNanos) {
        on().spanBuilder(name)
                .setParent(Context.root().with(parent))
                .setStartTimestamp(startEpochNanos, TimeUnit.NANOSECONDS)
                .startSpan()
                .end(endEpochNanos, TimeUnit.NANOSECONDS);
    }

    private Tracer on() {
        if (tracer == null) {
            throw new IllegalStateException("a span although nothing is traced");
        }
        return tracer;
    }

    /** What a span says to those that it calls. */
    public static Traceparent of(Span span) {
        var context = span.getSpanContext();
        return new Traceparent(context.getTraceId(), context.getSpanId(), context.isSampled());
    }

    private static SpanContext contextOf(Traceparent traceparent) {
        return SpanContext.createFromRemoteParent(
                traceparent.traceId(),
                traceparent.spanId(),
                traceparent.sampled() ? TraceFlags.getSampled() : TraceFlags.getDefault(),
                TraceState.getDefault());
    }

    /** Sends what is left; waits for it, a bounded time. */
    @Override
    public void close() {
        if (provider != null) {
            provider.shutdown().join(TIME_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        }
    }
}
