package funcgraph.http.metrics;

import funcgraph.domain.metric.Durations;
import funcgraph.engine.metrics.CallResult;
import funcgraph.engine.metrics.Labels;
import funcgraph.engine.metrics.Meters;
import funcgraph.engine.metrics.Spread;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * All metrics as text for Prometheus. What is counted on the way of calls is read here when somebody asks, and only then;
 * what the JVM says of itself is Micrometer's. It is made when it is first asked for, because the JVM's management takes a
 * good part of the time that a server starts in.
 */
public final class Exposition {

    /** The content type that {@link #text} has. */
    public static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private static final double MICROS_PER_SECOND = 1e6;

    /** Powers of two, in microseconds, are bounds of {@link Durations} exactly: from 0.26 ms to 268 s. */
    private static final int FIRST_POWER = 8;

    private static final int LAST_POWER = 28;
    private static final int EACH_POWER = 2;

    private final Meters meters;
    private final Labels labels;
    private final RequestCounts requests;
    private final List<Family> families;
    private @Nullable PrometheusMeterRegistry registry;

    public Exposition(Meters meters, Labels labels, RequestCounts requests, List<Family> families) {
        this.meters = meters;
        this.labels = labels;
        this.requests = requests;
        this.families = List.copyOf(families);
    }

    /** Everything there is now. May block for a short time. */
    public String text() {
        return registry().scrape(TEXT);
    }

    private synchronized PrometheusMeterRegistry registry() {
        var made = registry;
        if (made == null) {
            var collected = new PrometheusRegistry();
            collected.register(() -> MetricSnapshots.of(snapshots().toArray(MetricSnapshot[]::new)));
            made = new PrometheusMeterRegistry(
                    PrometheusConfig.DEFAULT, collected, io.micrometer.core.instrument.Clock.SYSTEM);
            new JvmMemoryMetrics().bindTo(made);
            new JvmThreadMetrics().bindTo(made);
            new ProcessorMetrics().bindTo(made);
            new FileDescriptorMetrics().bindTo(made);
            new UptimeMetrics().bindTo(made);
            bindCollector(made);
            registry = made;
        }
        return made;
    }

    /** It listens for as long as the process lives, which is as long as this does. */
    @SuppressWarnings({"resource", "try"})
    private static void bindCollector(PrometheusMeterRegistry registry) {
        new JvmGcMetrics().bindTo(registry);
    }

    private List<MetricSnapshot> snapshots() {
        var snapshots = new ArrayList<MetricSnapshot>();
        var shown = labels.shown();
        snapshots.add(calls(shown));
        snapshots.add(counter(
                "funcgraph_cold_starts",
                "Calls that waited for code to be loaded.",
                shown,
                line -> line.reading().coldStarts()));
        snapshots.add(durations(shown));
        snapshots.add(spread("funcgraph_init_duration_seconds", "Loading of code, and initializers.", meters.init()));
        snapshots.add(
                spread("funcgraph_admission_wait_seconds", "From asking until being admitted.", meters.admission()));
        snapshots.add(
                spread("funcgraph_worker_wait_seconds", "From being admitted until having a worker.", meters.worker()));
        snapshots.add(counter(new Family(
                "funcgraph_http_requests", "Requests that were answered.", Family.Kind.COUNTER, requests::byStatus)));
        snapshots.add(taken());
        families.forEach(family -> snapshots.add(
                switch (family.kind()) {
                    case COUNTER -> counter(family);
                    case GAUGE -> gauge(family);
                    case INFO -> info(family);
                }));
        return snapshots;
    }

    private static io.prometheus.metrics.model.snapshots.Labels labels(Labels.Shown line) {
        return io.prometheus.metrics.model.snapshots.Labels.of(
                "project",
                line.function().map(function -> function.projectId()).orElse(""),
                "package",
                line.function().map(function -> function.packageName()).orElse(""),
                "function",
                line.function().map(function -> function.name()).orElse("other"));
    }

    private static MetricSnapshot calls(List<Labels.Shown> shown) {
        var all = CounterSnapshot.builder().name("funcgraph_calls").help("Calls that ended, by how they ended.");
        for (var line : shown) {
            for (var result : CallResult.values()) {
                long count = line.reading().of(result);
                if (count > 0) {
                    all.dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder()
                            .labels(labels(line).add("outcome", result.label()))
                            .value((double) count)
                            .build());
                }
            }
        }
        return all.build();
    }

    private static MetricSnapshot counter(
            String name, String help, List<Labels.Shown> shown, ToLongFunction<Labels.Shown> value) {
        var all = CounterSnapshot.builder().name(name).help(help);
        for (var line : shown) {
            all.dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder()
                    .labels(labels(line))
                    .value((double) value.applyAsLong(line))
                    .build());
        }
        return all.build();
    }

    private static MetricSnapshot durations(List<Labels.Shown> shown) {
        var all = HistogramSnapshot.builder()
                .name("funcgraph_call_duration_seconds")
                .help("Time that handlers ran.");
        for (var line : shown) {
            all.dataPoint(HistogramSnapshot.HistogramDataPointSnapshot.builder()
                    .classicHistogramBuckets(buckets(line.reading().sizes()))
                    .sum(line.reading().micros() / MICROS_PER_SECOND)
                    .labels(labels(line))
                    .build());
        }
        return all.build();
    }

    private static MetricSnapshot spread(String name, String help, Spread spread) {
        var sum = spread.sum();
        var point =
                HistogramSnapshot.HistogramDataPointSnapshot.builder().classicHistogramBuckets(buckets(sum.counts()));
        point.sum(sum.micros() / MICROS_PER_SECOND);
        return HistogramSnapshot.builder()
                .name(name)
                .help(help)
                .dataPoint(point.build())
                .build();
    }

    /** A few buckets of the many. */
    private static ClassicHistogramBuckets buckets(long[] counts) {
        var bounds = new ArrayList<Double>();
        var each = new ArrayList<Long>();
        int from = 0;
        for (int power = FIRST_POWER; power <= LAST_POWER; power += EACH_POWER) {
            int to = Durations.bucket(1L << power);
            bounds.add((1L << power) / MICROS_PER_SECOND);
            each.add(sum(counts, from, to));
            from = to;
        }
        bounds.add(Double.POSITIVE_INFINITY);
        each.add(sum(counts, from, Durations.BUCKETS));
        return ClassicHistogramBuckets.of(bounds, each);
    }

    private static long sum(long[] counts, int from, int to) {
        long sum = 0;
        for (int i = from; i < to; i++) {
            sum += counts[i];
        }
        return sum;
    }

    private MetricSnapshot taken() {
        var all = SummarySnapshot.builder()
                .name("funcgraph_http_request_duration_seconds")
                .help("Time from a request's head until its answer.");
        for (var line : requests.taken()) {
            var point = SummarySnapshot.SummaryDataPointSnapshot.builder()
                    .labels(io.prometheus.metrics.model.snapshots.Labels.of(
                            "method", line.method(), "route", line.route()));
            point.sum(line.seconds());
            point.count(line.count());
            all.dataPoint(point.build());
        }
        return all.build();
    }

    private static MetricSnapshot counter(Family family) {
        var all = CounterSnapshot.builder().name(family.name()).help(family.help());
        for (var sample : family.samples().get()) {
            all.dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder()
                    .labels(labels(sample))
                    .value(Math.max(0, sample.value()))
                    .build());
        }
        return all.build();
    }

    private static MetricSnapshot gauge(Family family) {
        var all = GaugeSnapshot.builder().name(family.name()).help(family.help());
        for (var sample : family.samples().get()) {
            all.dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder()
                    .labels(labels(sample))
                    .value(sample.value())
                    .build());
        }
        return all.build();
    }

    private static MetricSnapshot info(Family family) {
        var all = InfoSnapshot.builder().name(family.name()).help(family.help());
        for (var sample : family.samples().get()) {
            all.dataPoint(InfoSnapshot.InfoDataPointSnapshot.builder()
                    .labels(labels(sample))
                    .build());
        }
        return all.build();
    }

    private static io.prometheus.metrics.model.snapshots.Labels labels(Family.Sample sample) {
        return io.prometheus.metrics.model.snapshots.Labels.of(sample.labels().toArray(String[]::new));
    }
}
