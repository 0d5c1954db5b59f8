package funcgraph.http.observe;

import funcgraph.contract.ErrorCode;
import funcgraph.contract.observe.ListLogsResponse;
import funcgraph.contract.observe.ListRequestsResponse;
import funcgraph.contract.observe.LogEntry;
import funcgraph.domain.Function;
import funcgraph.domain.FunctionUrn;
import funcgraph.domain.log.LogLevel;
import funcgraph.domain.log.LogLine;
import funcgraph.domain.log.LogQuery;
import funcgraph.domain.log.LoggedCall;
import funcgraph.engine.control.Functions;
import funcgraph.engine.observe.FunctionLogs;
import funcgraph.http.exchange.Answer;
import funcgraph.http.exchange.ApiRequest;
import funcgraph.http.exchange.Query;
import funcgraph.http.exchange.Rejected;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The routes of logs and of the list of calls. A URN with a version or an alias shows that version's alone. */
public final class LogRoutes {

    private static final int USUAL = 100;
    private static final int MOST = 1000;
    private static final double THOUSAND = 1000.0;
    private static final String EVENT_STREAM = "text/event-stream";

    private final Functions functions;
    private final FunctionLogs logs;
    private final String region;

    public LogRoutes(Functions functions, FunctionLogs logs, String region) {
        this.functions = functions;
        this.logs = logs;
        this.region = region;
    }

    public Answer list(ApiRequest request) {
        var urn = request.urn(region);
        var function = functions.show(urn);
        var query = new Query(request.query());
        boolean newestFirst = query.flag("desc");
        var page = logs.lines(
                function.id(), wanted(urn, function, query).at(query.marker(), newestFirst, query.limit(USUAL, MOST)));
        return Answer.ok(
                new ListLogsResponse(page.items().stream().map(LogRoutes::entry).toList(), marker(page.next())));
    }

    /** Server-sent events: the log as it grows. */
    public Answer follow(ApiRequest request) {
        var urn = request.urn(region);
        var function = functions.show(urn);
        var query = new Query(request.query());
        int tail = query.number("tail", 0, MOST).orElse(0L).intValue();
        var follower = logs.follow(function.id(), wanted(urn, function, query), lastSeen(request), tail)
                .orElseThrow(() -> new Rejected(
                        ErrorCode.TOO_MANY_REQUESTS, "as many follow logs as may (logs.followers); try later"));
        var stream = new LogStream(follower);
        return Answer.streamed(
                200,
                List.of(Map.entry("Content-Type", EVENT_STREAM), Map.entry("Cache-Control", "no-store")),
                new Answer.Streamed(stream, stream::close));
    }

    public Answer calls(ApiRequest request) {
        var urn = request.urn(region);
        var function = functions.show(urn);
        var query = new Query(request.query());
        var failed = failed(query);
        var page = logs.calls(
                function.id(),
                version(urn, function),
                query.time("from"),
                query.time("to"),
                call -> failed.filter(wanted -> wanted != call.failed()).isEmpty(),
                query.marker(),
                query.limit(USUAL, MOST));
        return Answer.ok(new ListRequestsResponse(
                page.items().stream().map(LogRoutes::item).toList(), marker(page.next())));
    }

    /** Where an interrupted stream goes on. */
    private static Optional<Long> lastSeen(ApiRequest request) {
        var id = request.header("Last-Event-ID");
        if (id == null || id.isEmpty()) {
            return Optional.empty();
        }
        return new Query(Map.of("Last-Event-ID", id)).number("Last-Event-ID", 0, Long.MAX_VALUE - 2);
    }

    private static LogQuery wanted(FunctionUrn urn, Function function, Query query) {
        return new LogQuery(
                version(urn, function),
                query.text("request_id"),
                query.time("from"),
                query.time("to"),
                query.text("level")
                        .map(level -> LogLevel.named(level)
                                .orElseThrow(() -> Query.bad("level", level, "DEBUG, INFO, WARN, ERROR or PLATFORM"))),
                query.text("text"),
                0,
                false,
                USUAL);
    }

    /** The head's URN is the function's own: it shows all versions. */
    private static Optional<String> version(FunctionUrn urn, Function function) {
        return urn.qualifier().isLatest() ? Optional.empty() : Optional.of(function.version());
    }

    private static Optional<Boolean> failed(Query query) {
        return query.text("status").map(status -> switch (status) {
            case "failed" -> true;
            case "success" -> false;
            default -> throw Query.bad("status", status, "success or failed");
        });
    }

    static LogEntry entry(LogLine line) {
        return new LogEntry(
                line.seq(),
                Query.written(line.time()),
                line.requestId(),
                line.version(),
                line.level().wireName(),
                line.text());
    }

    private static ListRequestsResponse.Item item(LoggedCall call) {
        return new ListRequestsResponse.Item(
                call.requestId(),
                call.version(),
                Query.written(call.time()),
                call.durationMicros() / THOUSAND,
                call.billedMillis(),
                call.initMicros() / THOUSAND,
                Math.round(call.peakMemoryKb() * THOUSAND / 1024) / THOUSAND,
                call.memoryMb(),
                call.failed() ? "failed" : "success",
                call.errorCode(),
                call.outcome(),
                call.isCold(),
                call.background() ? "async" : "sync");
    }

    private static String marker(long next) {
        return next == 0 ? "" : Long.toString(next);
    }
}
