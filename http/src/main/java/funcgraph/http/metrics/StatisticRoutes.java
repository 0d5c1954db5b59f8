package funcgraph.http.metrics;

import funcgraph.contract.FunctionReportResponse;
import funcgraph.contract.FunctionStatisticsResponse;
import funcgraph.contract.InstanceReportResponse;
import funcgraph.contract.ProjectStatisticsResponse;
import funcgraph.contract.SlaValue;
import funcgraph.domain.FunctionKey;
import funcgraph.domain.FunctionUrn;
import funcgraph.domain.metric.Bucket;
import funcgraph.domain.metric.Ranking;
import funcgraph.engine.control.Functions;
import funcgraph.engine.metrics.Charts;
import funcgraph.http.exchange.Answer;
import funcgraph.http.exchange.ApiRequest;
import funcgraph.http.exchange.Query;
import funcgraph.http.exchange.Route;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** The reports that the SDKs know (functiongraph-api 2.8): what was counted, in the shapes of the real service. */
public final class StatisticRoutes {

    private static final double NO_DATA = -1;
    private static final int USUAL_PERIOD = 60;
    private static final int USUAL_PAGE = 100;
    private static final int LARGEST_PAGE = 500;

    /** As the API calls what functions are ranked by; the first is the usual one. */
    private static final Map<String, Ranking> RANKINGS = Map.of(
            "failcount", Ranking.FAILURES,
            "count", Ranking.CALLS,
            "rejectcount", Ranking.REJECTIONS,
            "duration", Ranking.MEAN_DURATION,
            "maxduration", Ranking.LONGEST_DURATION);

    private final Functions functions;
    private final Charts charts;
    private final Clock clock;
    private final String region;

    public StatisticRoutes(Functions functions, Charts charts, Clock clock, String region) {
        this.functions = functions;
        this.charts = charts;
        this.clock = clock;
        this.region = region;
    }

    /** {@code …/statistics/{period}}. */
    public Answer ofFunction(ApiRequest request) {
        return Answer.ok(statistics(points(request), false));
    }

    /** {@code …/slareports/{period}}. */
    public Answer slaReport(ApiRequest request) {
        return Answer.ok(statistics(points(request), true));
    }

    private List<Charts.Point> points(ApiRequest request) {
        var function = function(request);
        int period = MetricQueries.period(request.parameter("period"));
        return points(request, Optional.of(function), period);
    }

    private FunctionKey function(ApiRequest request) {
        var urn = request.urn(region);
        return functions.show(urn).key();
    }

    private List<Charts.Point> points(ApiRequest request, Optional<FunctionKey> function, int minutes) {
        var now = clock.instant();
        return charts.read(MetricQueries.last(request.parameter(Route.PROJECT), function, minutes, now), now);
    }

    private static FunctionStatisticsResponse statistics(List<Charts.Point> points, boolean instances) {
        return new FunctionStatisticsResponse(
                values(points, Bucket::calls),
                values(points, Bucket::meanMillis),
                values(points, Bucket::errors),
                values(points, Bucket::mostMillis),
                values(points, Bucket::leastMillis),
                values(points, Bucket::throttled),
                values(points, Bucket::functionErrors),
                values(points, Bucket::systemErrors),
                values(points, Bucket::reserved),
                values(points, Bucket::concurrency),
                instances ? values(points, Bucket::workers) : null);
    }

    private static List<SlaValue> values(List<Charts.Point> points, ToDoubleFunction<Bucket> value) {
        return points.stream()
                .map(point -> new SlaValue(
                        point.start().toEpochMilli(),
                        point.bucket() == null ? NO_DATA : value.applyAsDouble(point.bucket())))
                .toList();
    }

    /** Minutes of the last hour, so that the newest is the last. */
    public Answer instanceReport(ApiRequest request) {
        var points = points(request, Optional.of(function(request)), USUAL_PERIOD);
        var query = new Query(request.query());
        int marker = query.number("marker", 0, Integer.MAX_VALUE).orElse(0L).intValue();
        int limit = query.limit(USUAL_PAGE, LARGEST_PAGE);
        int from = Math.min(marker, points.size());
        var page = points.subList(from, Math.min(points.size(), from + limit));
        return Answer.ok(new InstanceReportResponse(values(page, Bucket::workers), values(page, Bucket::reserved)));
    }

    /** {@code GET …/functions/statistics}. */
    public Answer ofProject(ApiRequest request) {
        var query = new Query(request.query());
        var filter = query.text("filter").orElse("");
        return switch (filter) {
            case "monitor_data" -> {
                int period = query.text("period").map(MetricQueries::period).orElse(USUAL_PERIOD);
                yield Answer.ok(new ProjectStatisticsResponse(
                        List.of(), List.of(), List.of(), statistics(points(request, Optional.empty(), period), false)));
            }
            case "monthly_report" ->
                Answer.ok(monthly(request, query.text("option").orElse("0")));
            default -> throw Query.bad("filter", filter, "monitor_data or monthly_report");
        };
    }

    /** This month, the last one, or the last three or six; anything else is this month, as the API's page says. */
    private ProjectStatisticsResponse monthly(ApiRequest request, String option) {
        var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        var thisMonth = YearMonth.from(today);
        var first = switch (option) {
            case "1" -> thisMonth.minusMonths(1);
            case "2" -> thisMonth.minusMonths(2);
            case "3" -> thisMonth.minusMonths(5);
            default -> thisMonth;
        };
        var last = option.equals("1") ? first : thisMonth;
        var months = new TreeMap<YearMonth, Bucket>();
        for (var month = first; !month.isAfter(last); month = month.plusMonths(1)) {
            months.put(month, Bucket.EMPTY);
        }
        var project = request.parameter(Route.PROJECT);
        for (var day : charts.days(project, start(first), start(last.plusMonths(1)))) {
            months.merge(YearMonth.from(LocalDate.ofInstant(day.start(), ZoneOffset.UTC)), day.bucket(), Bucket::plus);
        }
        if (last.equals(thisMonth)) {
            months.merge(thisMonth, charts.current(project), Bucket::plus);
        }
        return new ProjectStatisticsResponse(
                used(months, Bucket::calls), used(months, Bucket::gigabyteSeconds), used(months, ignored -> 0), null);
    }

    private static Instant start(YearMonth month) {
        return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static List<ProjectStatisticsResponse.Used> used(
            Map<YearMonth, Bucket> months, ToDoubleFunction<Bucket> value) {
        return months.entrySet().stream()
                .map(month -> new ProjectStatisticsResponse.Used(
                        month.getKey().toString(), value.applyAsDouble(month.getValue())))
                .toList();
    }

    /** {@code GET …/function/report}: of the last day, unless times are given. */
    public Answer report(ApiRequest request) {
        var query = new Query(request.query());
        var type = query.text("type").orElse("failcount");
        var ranking = RANKINGS.get(type);
        if (ranking == null) {
            throw Query.bad("type", type, "failcount, count, rejectcount, duration or maxduration");
        }
        var now = clock.instant();
        var to = query.time("end_time").orElse(now);
        var from = query.time("start_time").orElse(to.minus(Duration.ofDays(1)));
        int limit = query.limit(USUAL_PAGE, LARGEST_PAGE);
        var lines = charts.rank(request.parameter(Route.PROJECT), ranking, from, to, now, limit).stream()
                .map(line -> new FunctionReportResponse.Entry(
                        FunctionUrn.latest(region, line.function()), Math.round(line.value())))
                .toList();
        return Answer.ok(new FunctionReportResponse(lines, lines.size(), lines.size()));
    }
}
