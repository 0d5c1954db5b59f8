package funcgraph.server;

import funcgraph.domain.FunctionKey;
import funcgraph.domain.metric.Measured.Span;
import funcgraph.engine.control.Functions;
import funcgraph.engine.invoke.Admission;
import funcgraph.engine.metrics.Charts;
import funcgraph.engine.metrics.Labels;
import funcgraph.engine.metrics.Meters;
import funcgraph.engine.metrics.MetricsLoop;
import funcgraph.engine.metrics.Minutes;
import funcgraph.engine.metrics.Surroundings;
import funcgraph.engine.trace.Tracing;
import funcgraph.http.MeasureRoutes;
import funcgraph.http.metrics.Exposition;
import funcgraph.http.metrics.Family;
import funcgraph.http.metrics.HealthRoutes;
import funcgraph.http.metrics.MetricRoutes;
import funcgraph.http.metrics.RequestCounts;
import funcgraph.http.metrics.StatisticRoutes;
import funcgraph.runtime.pool.WorkerPool;
import funcgraph.server.config.Config;
import funcgraph.store.MetricTable;
import funcgraph.store.Store;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/** What measures the others: its part of {@link Wiring}. */
final class MetricsParts {

    private static final Map<Span, Duration> KEEP = Map.of(
            Span.MINUTE, Duration.ofHours(24),
            Span.HOUR, Duration.ofDays(31),
            Span.DAY, Duration.ofDays(200));

    final Meters meters;
    final Tracing tracing;
    final RequestCounts requests = new RequestCounts();

    private final Config config;
    private final Clock clock;
    private final Labels labels;

    MetricsParts(Config config, Clock clock, String node) {
        this.config = config;
        this.clock = clock;
        meters = new Meters(config.metrics().series());
        labels = new Labels(meters, config.metrics().functions());
        var trace = config.trace();
        tracing = trace.endpoint().isEmpty()
                ? Tracing.off()
                : Tracing.to(new Tracing.Settings(
                        URI.create(trace.endpoint()),
                        trace.ratio(),
                        trace.headers(),
                        "funcgraph",
                        Release.version(),
                        node));
    }

    /** What is made of the counts, once there is something to count. */
    final class Kept {

        final MetricsLoop loop;
        private final Minutes minutes;
        private final Surroundings surroundings;
        private final Charts charts;

        Kept(Store store, WorkerPool pool, Admission admission, ToIntFunction<FunctionKey> reserved, String node) {
            var table = new MetricTable();
            surroundings = new Surroundings(pool, admission, reserved);
            minutes = new Minutes(meters, labels, surroundings, clock.instant());
            charts = new Charts(store, table, minutes);
            loop = new MetricsLoop(minutes, store, table, clock, node, KEEP);
        }

        MeasureRoutes routes(Functions functions, HealthParts health, List<Family> families) {
            var region = config.api().region();
            return new MeasureRoutes(
                    new MetricRoutes(functions, charts, minutes, surroundings, clock, region),
                    new StatisticRoutes(functions, charts, clock, region),
                    new HealthRoutes(
                            new Exposition(meters, labels, requests, families),
                            health::whyNotReady,
                            health::report,
                            config.metrics().token()));
        }
    }
}
