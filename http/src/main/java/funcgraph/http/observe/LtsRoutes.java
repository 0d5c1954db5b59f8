package funcgraph.http.observe;

import funcgraph.contract.ErrorCode;
import funcgraph.contract.observe.LtsQueryRequest;
import funcgraph.contract.observe.LtsQueryResponse;
import funcgraph.domain.Function;
import funcgraph.domain.FunctionUrn;
import funcgraph.domain.log.LogLevel;
import funcgraph.domain.log.LogLine;
import funcgraph.domain.log.LogQuery;
import funcgraph.domain.log.LoggedCall;
import funcgraph.engine.async.AsyncInvocations;
import funcgraph.engine.control.LogStreams;
import funcgraph.engine.observe.FunctionLogs;
import funcgraph.http.exchange.Answer;
import funcgraph.http.exchange.ApiRequest;
import funcgraph.http.exchange.Query;
import funcgraph.http.exchange.Rejected;
import funcgraph.http.exchange.Route;
import funcgraph.http.json.Json;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Logs in the shape of the log service ({@code ListLogs}): the groups and streams are those that {@code lts-log-detail} and
 * {@code async-status-log-detail} name.
 */
public final class LtsRoutes {

    private static final int USUAL = 50;
    private static final int MOST = 5000;

    private final LogStreams streams;
    private final FunctionLogs logs;
    private final AsyncInvocations async;
    private final String region;

    public LtsRoutes(LogStreams streams, FunctionLogs logs, AsyncInvocations async, String region) {
        this.streams = streams;
        this.logs = logs;
        this.async = async;
        this.region = region;
    }

    public Answer query(ApiRequest request) {
        var project = request.parameter(Route.PROJECT);
        var group = request.parameter("log_group_id");
        var stream = request.parameter("log_stream_id");
        boolean ofStatus = async.statusLog(project)
                .filter(log -> log.groupId().equals(group) && log.streamId().equals(stream))
                .isPresent();
        var functions = ofStatus ? streams.all(project) : streams.in(project, group, stream);
        if (functions.isEmpty()) {
            throw new Rejected(ErrorCode.NOT_FOUND, "there is no log stream '" + stream + "' in group '" + group + "'");
        }
        var asked = Asked.of(Json.bind(Json.object(request.body()), LtsQueryRequest.class));
        var oldestFirst = Comparator.<LtsQueryResponse.Item>comparingLong(item -> Long.parseLong(item.lineNum()));
        var order = asked.newestFirst() ? oldestFirst.reversed() : oldestFirst;
        List<LtsQueryResponse.Item> page = List.of();
        for (var function : functions) { // never more of them at a time than two functions have
            page = Stream.concat(
                            page.stream(), (ofStatus ? statuses(function, asked) : lines(function, asked)).stream())
                    .sorted(order)
                    .limit(asked.limit())
                    .toList();
        }
        return Answer.ok(new LtsQueryResponse(asked.count() ? page.size() : null, page, true));
    }

    /** What is wanted, checked. */
    private record Asked(LogQuery query, Map<String, String> labels, boolean newestFirst, int limit, boolean count) {

        static Asked of(LtsQueryRequest wire) {
            var text = new LinkedHashMap<String, String>();
            put(text, "start_time", wire.startTime());
            put(text, "end_time", wire.endTime());
            put(text, "line_num", wire.lineNum());
            put(text, "keywords", wire.keywords());
            put(text, "limit", wire.limit() == null ? null : wire.limit().toString());
            var query = new Query(text);
            if (query.text("start_time").isEmpty() || query.text("end_time").isEmpty()) {
                throw new Rejected(
                        ErrorCode.INVALID_PARAMETER,
                        "start_time and end_time are missing; allowed: milliseconds since 1970");
            }
            // Backwards means from the line on towards older ones, whatever the order of the page.
            boolean newest = Boolean.TRUE.equals(wire.isDesc()) ^ "backwards".equals(wire.searchType());
            int limit = query.limit(USUAL, MOST);
            return new Asked(
                    new LogQuery(
                            label(wire, "version"),
                            label(wire, "requestId"),
                            query.time("start_time"),
                            query.time("end_time").map(end -> end.plusMillis(1)),
                            label(wire, "level").flatMap(LogLevel::named),
                            query.text("keywords"),
                            query.number("line_num", 0, Long.MAX_VALUE - 2).orElse(0L),
                            newest,
                            limit),
                    wire.labels() == null ? Map.of() : wire.labels(),
                    newest,
                    limit,
                    Boolean.TRUE.equals(wire.isCount()));
        }

        private static Optional<String> label(LtsQueryRequest wire, String name) {
            return Optional.ofNullable(wire.labels()).map(labels -> labels.get(name));
        }

        private static void put(Map<String, String> query, String name, @Nullable String value) {
            if (value != null) {
                query.put(name, value);
            }
        }

        /** Whether a line has all the labels that are asked for. */
        boolean matches(LtsQueryResponse.Item item) {
            return labels.entrySet().stream()
                    .allMatch(label -> label.getValue().equals(item.labels().get(label.getKey())));
        }
    }

    private List<LtsQueryResponse.Item> lines(Function function, Asked asked) {
        return logs.lines(function.id(), asked.query()).items().stream()
                .map(line -> item(function, line))
                .filter(asked::matches)
                .toList();
    }

    private LtsQueryResponse.Item item(Function function, LogLine line) {
        var labels = new LinkedHashMap<String, String>();
        labels.put("functionUrn", FunctionUrn.unqualified(region, function.key()));
        labels.put("version", line.version());
        labels.put("requestId", line.requestId());
        labels.put("level", line.level().wireName());
        return new LtsQueryResponse.Item(line.text(), Long.toString(line.seq()), labels);
    }

    /** How asynchronous invocations ended. */
    private List<LtsQueryResponse.Item> statuses(Function function, Asked asked) {
        long before = asked.newestFirst() ? asked.query().marker() : 0;
        long behind = asked.newestFirst() ? 0 : asked.query().marker();
        return logs
                .calls(
                        function.id(),
                        Optional.empty(),
                        asked.query().from(),
                        asked.query().to(),
                        call -> call.background() && call.seq() > behind,
                        before,
                        asked.limit())
                .items()
                .stream()
                .map(call -> status(function, call))
                .filter(asked::matches)
                .toList();
    }

    private LtsQueryResponse.Item status(Function function, LoggedCall call) {
        var content = new LinkedHashMap<String, Object>();
        content.put("request_id", call.requestId());
        content.put("func_urn", FunctionUrn.unqualified(region, function.key()) + ":" + call.version());
        content.put("status", call.failed() ? "FAIL" : "SUCCESS");
        content.put("error_code", call.errorCode());
        content.put("start_time", Query.written(call.time()));
        content.put("duration_ms", call.billedMillis());
        return new LtsQueryResponse.Item(
                Json.text(content),
                Long.toString(call.seq()),
                Map.of("functionUrn", FunctionUrn.unqualified(region, function.key()), "requestId", call.requestId()));
    }
}
