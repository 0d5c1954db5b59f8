package funcgraph.http.metrics;

import funcgraph.contract.MetricsResponse;
import funcgraph.contract.TopResponse;
import funcgraph.domain.FunctionKey;
import funcgraph.domain.FunctionUrn;
import funcgraph.domain.metric.Bucket;
import funcgraph.engine.control.Functions;
import funcgraph.engine.metrics.Charts;
import funcgraph.engine.metrics.Minutes;
import funcgraph.engine.metrics.Surroundings;
import funcgraph.http.exchange.Answer;
import funcgraph.http.exchange.ApiRequest;
import funcgraph.http.exchange.Query;
import funcgraph.http.exchange.Route;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/** Charts of functions and projects, and the busiest functions. */
public final class MetricRoutes {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final int USUAL_LINES = 20;
    private static final int MOST_LINES = 200;
    private static final double MEDIAN = 0.5;
    private static final double SLOWEST = 0.99;
    private static final double KIB_PER_MIB = 1024;

    private final Functions functions;
    private final Charts charts;
    private final Minutes minutes;
    private final Surroundings surroundings;
    private final Clock clock;
    private final String region;

    public MetricRoutes(
            Functions functions,
            Charts charts,
            Minutes minutes,
            Surroundings surroundings,
            Clock clock,
            String region) {
        this.functions = functions;
        this.charts = charts;
        this.minutes = minutes;
        this.surroundings = surroundings;
        this.clock = clock;
        this.region = region;
    }

    /** Of all versions of a function together. */
    public Answer ofFunction(ApiRequest request) {
        var urn = request.urn(region);
        return chart(request, Optional.of(functions.show(urn).key()));
    }

    public Answer ofProject(ApiRequest request) {
        return chart(request, Optional.empty());
    }

    private Answer chart(ApiRequest request, Optional<FunctionKey> function) {
        var now = clock.instant();
        var wanted = MetricQueries.wanted(request.parameter(Route.PROJECT), function, new Query(request.query()), now);
        return Answer.ok(new MetricsResponse(
                wanted.stepSeconds(),
                charts.read(wanted, now).stream()
                        .map(point -> point(point.start(), point.bucket() == null ? Bucket.EMPTY : point.bucket()))
                        .toList()));
    }

    private static MetricsResponse.Point point(Instant start, Bucket bucket) {
        return new MetricsResponse.Point(
                TIME.format(start),
                bucket.calls(),
                bucket.errors(),
                bucket.throttled(),
                orZero(bucket.quantileMillis(MEDIAN)),
                orZero(bucket.quantileMillis(SLOWEST)),
                orZero(bucket.mostMillis()),
                bucket.concurrency(),
                bucket.coldStarts(),
                bucket.memoryKb() / KIB_PER_MIB);
    }

    private static double orZero(double value) {
        return value < 0 ? 0 : value;
    }

    public Answer top(ApiRequest request) {
        int limit = new Query(request.query()).limit(USUAL_LINES, MOST_LINES);
        var staff = surroundings.staff();
        return Answer.ok(
                new TopResponse(minutes.busiest(request.parameter(Route.PROJECT), clock.instant(), limit).stream()
                        .map(now -> line(now, staff))
                        .toList()));
    }

    private TopResponse.Line line(Minutes.Now now, List<Surroundings.Staff> staff) {
        var function = now.function();
        var own = staff.stream().filter(one -> one.function().equals(function)).toList();
        return new TopResponse.Line(
                FunctionUrn.latest(region, function),
                function.name(),
                now.callsPerSecond(),
                now.errorsPerSecond(),
                orZero(now.minute().quantileMillis(MEDIAN)),
                orZero(now.minute().quantileMillis(SLOWEST)),
                now.running(),
                own.stream().mapToInt(Surroundings.Staff::workers).sum(),
                own.stream()
                        .mapToLong(one -> (long) one.workers() * one.memoryMb())
                        .sum());
    }
}
