package funcgraph.http.async;

import funcgraph.contract.ErrorCode;
import funcgraph.contract.HeaderNames;
import funcgraph.contract.async.AcceptedResponse;
import funcgraph.contract.async.AsyncConfigRequest;
import funcgraph.contract.async.AsyncConfigResponse;
import funcgraph.contract.async.CancelRequest;
import funcgraph.contract.async.DestinationConfig;
import funcgraph.contract.async.ListAsyncConfigsResponse;
import funcgraph.contract.async.ListAsyncInvocationsResponse;
import funcgraph.contract.async.StatusLogResponse;
import funcgraph.domain.AsyncDestination;
import funcgraph.domain.AsyncInvocation;
import funcgraph.domain.AsyncStatusLog;
import funcgraph.domain.FunctionUrn;
import funcgraph.domain.KeptAsyncConfig;
import funcgraph.engine.async.AsyncConfigs;
import funcgraph.engine.async.AsyncInvocations;
import funcgraph.http.exchange.Answer;
import funcgraph.http.exchange.ApiRequest;
import funcgraph.http.exchange.Rejected;
import funcgraph.http.exchange.Route;
import funcgraph.http.json.Json;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The routes of asynchronous invocation (functiongraph-api 2.7, 5.4). Existence is checked before a body is read. */
public final class AsyncRoutes {

    private static final int USUAL_CONFIGS = 10;
    private static final int MOST_CONFIGS = 100;
    private static final int USUAL_INVOCATIONS = 100;
    private static final int MOST_INVOCATIONS = 500;

    private final AsyncInvocations invocations;
    private final AsyncConfigs configs;
    private final Clock clock;
    private final String region;
    private final DateTimeFormatter time;

    /** @param zone of the times in answers */
    public AsyncRoutes(AsyncInvocations invocations, AsyncConfigs configs, Clock clock, ZoneId zone, String region) {
        this.invocations = invocations;
        this.configs = configs;
        this.clock = clock;
        this.region = region;
        this.time = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx").withZone(zone);
    }

    /** 202 once the event is on disk. */
    public Answer accept(ApiRequest request) {
        var requestId = invocations.accept(request.urn(region), request.body());
        return Answer.json(202, AcceptedResponse.of(requestId)).with(HeaderNames.CFF_REQUEST_ID, requestId);
    }

    public Answer list(ApiRequest request) {
        return list(request, AsyncQueries.wanted(request.query(), clock.instant()));
    }

    public Answer listActive(ApiRequest request) {
        return list(request, AsyncQueries.underWay(request.query(), clock.instant()));
    }

    public Answer cancel(ApiRequest request) {
        var urn = request.urn(region);
        configs.requireTarget(urn);
        var wire = Json.bind(Json.object(request.body()), CancelRequest.class);
        var requestId = wire.requestId() == null ? "" : wire.requestId();
        var type = wire.type() == null ? "" : wire.type();
        if (requestId.isEmpty()) {
            throw new Rejected(ErrorCode.INVALID_PARAMETER, "request_id is ''; allowed: the id of an invocation");
        }
        if (!type.isEmpty() && !type.equals("force") && !type.equals("recursive")) {
            throw new Rejected(ErrorCode.INVALID_PARAMETER, "type is '" + type + "'; allowed: force or recursive");
        }
        invocations.cancel(urn, requestId, !type.isEmpty());
        return Answer.ok(Map.of());
    }

    public Answer putConfig(ApiRequest request) {
        var urn = request.urn(region);
        configs.requireTarget(urn);
        var wire = Json.bind(Json.object(request.body()), AsyncConfigRequest.class);
        return Answer.ok(view(urn, configs.put(urn, ConfigReading.read(wire))));
    }

    public Answer showConfig(ApiRequest request) {
        var urn = request.urn(region);
        return Answer.ok(view(urn, configs.show(urn)));
    }

    public Answer deleteConfig(ApiRequest request) {
        configs.delete(request.urn(region));
        return Answer.noContent();
    }

    public Answer listConfigs(ApiRequest request) {
        var urn = request.urn(region);
        var query = request.query();
        int marker = AsyncQueries.number(query, "marker", 0, Integer.MAX_VALUE);
        int asked = AsyncQueries.number(query, "limit", USUAL_CONFIGS, MOST_CONFIGS);
        int limit = asked == 0 ? USUAL_CONFIGS : asked;
        var page = configs.list(urn, marker, limit);
        var items = page.configs().stream().map(row -> view(urn, row)).toList();
        return Answer.ok(new ListAsyncConfigsResponse(
                items,
                page.count(),
                new ListAsyncConfigsResponse.Paging(marker + items.size(), Math.max(0, marker - limit), items.size())));
    }

    public Answer enableStatusLog(ApiRequest request) {
        var project = request.parameter(Route.PROJECT);
        return Answer.ok(view(project, invocations.enableStatusLog(project)));
    }

    public Answer showStatusLog(ApiRequest request) {
        var project = request.parameter(Route.PROJECT);
        return Answer.ok(invocations
                .statusLog(project)
                .map(row -> view(project, row))
                .orElse(new StatusLogResponse("", "", "", "")));
    }

    private Answer list(ApiRequest request, AsyncInvocations.Wanted wanted) {
        var query = request.query();
        int marker = AsyncQueries.number(query, "marker", 0, Integer.MAX_VALUE);
        int asked = AsyncQueries.number(query, "limit", USUAL_INVOCATIONS, MOST_INVOCATIONS);
        var page = invocations.list(request.urn(region), wanted, marker, asked == 0 ? USUAL_INVOCATIONS : asked);
        var items = page.invocations().stream().map(this::item).toList();
        return Answer.ok(new ListAsyncInvocationsResponse(items, Math.toIntExact(page.count()), marker + items.size()));
    }

    private ListAsyncInvocationsResponse.Item item(AsyncInvocation of) {
        return new ListAsyncInvocationsResponse.Item(
                of.requestId(),
                of.status().name(),
                of.errorMessage(),
                of.errorCode(),
                time.format(of.acceptedAt()),
                written(of.endedAt()));
    }

    private String written(@Nullable Instant at) {
        return at == null ? "" : time.format(at);
    }

    private AsyncConfigResponse view(FunctionUrn urn, KeptAsyncConfig row) {
        return new AsyncConfigResponse(
                FunctionUrn.unqualified(urn.region(), urn.key()) + ":" + row.qualifier(),
                row.config().maxAgeSeconds(),
                row.config().maxRetries(),
                new DestinationConfig.Pair(
                        view(row.config().onSuccess()), view(row.config().onFailure())),
                time.format(row.createdAt()),
                time.format(row.lastModified()),
                row.config().statusLog());
    }

    /** None is two empty texts: Terraform reads both. */
    private static DestinationConfig view(@Nullable AsyncDestination destination) {
        return destination == null
                ? new DestinationConfig("", "")
                : new DestinationConfig(destination.kind().wireName(), destination.param());
    }

    private static StatusLogResponse view(String projectId, AsyncStatusLog row) {
        return new StatusLogResponse(
                "functiongraph.log.group." + projectId,
                row.groupId(),
                row.streamId(),
                "functiongraph.async.status." + projectId);
    }
}
