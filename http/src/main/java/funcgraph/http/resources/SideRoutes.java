package funcgraph.http.resources;

import funcgraph.contract.ErrorCode;
import funcgraph.contract.LogDetailResponse;
import funcgraph.contract.MaxInstancesRequest;
import funcgraph.contract.SnapshotStateResponse;
import funcgraph.contract.TracingBody;
import funcgraph.domain.ConfigChange;
import funcgraph.domain.Function;
import funcgraph.domain.Precondition;
import funcgraph.domain.RuntimeName;
import funcgraph.engine.control.Functions;
import funcgraph.engine.control.LogStreams;
import funcgraph.engine.control.SideSettings;
import funcgraph.http.exchange.Answer;
import funcgraph.http.exchange.ApiRequest;
import funcgraph.http.exchange.Rejected;
import funcgraph.http.exchange.Route;
import funcgraph.http.functions.FunctionViews;
import funcgraph.http.json.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Small requests about one function (functiongraph-api 2.1, 2.8). */
public final class SideRoutes {

    /** In the words of the answer's code field; nothing is ever made, so the state is always the same. */
    private static final SnapshotStateResponse NO_SNAPSHOT = new SnapshotStateResponse("disabled", "NotSupported");

    private final SideSettings settings;
    private final Functions functions;
    private final FunctionViews views;
    private final String region;

    public SideRoutes(SideSettings settings, Functions functions, FunctionViews views, String region) {
        this.settings = settings;
        this.functions = functions;
        this.views = views;
        this.region = region;
    }

    public Answer enableLogs(ApiRequest request) {
        settings.enableLogs(request.parameter(Route.PROJECT));
        return Answer.ok(Map.of());
    }

    /** Names that are not configured are made up, the same each time. */
    public Answer showLog(ApiRequest request) {
        var function = functions.show(request.urn(region));
        if (!settings.hasLogs(function)) {
            throw new Rejected(
                    ErrorCode.NOT_FOUND,
                    "the logs of function '" + function.key().name() + "' are not enabled");
        }
        var place = LogStreams.of(function);
        return Answer.ok(
                new LogDetailResponse(place.groupName(), place.groupId(), place.streamId(), place.streamName()));
    }

    public Answer favour(ApiRequest request) {
        var key = request.urn(region).key();
        functions.show(request.urn(region));
        var state = request.parameter("state");
        if (!state.equals("true") && !state.equals("false")) {
            throw new Rejected(ErrorCode.INVALID_PARAMETER, "state is '" + state + "'; allowed: true, false");
        }
        settings.favour(key, state.equals("true"));
        return Answer.ok(Map.of());
    }

    public Answer limitInstances(ApiRequest request) {
        var present = functions.showHead(request.urn(region));
        var most = Json.bind(Json.object(request.body()), MaxInstancesRequest.class)
                .maxInstanceNum();
        if (most == null) {
            throw new Rejected(ErrorCode.INVALID_PARAMETER, "max_instance_num is missing; allowed: an integer");
        }
        return Answer.ok(views.function(
                functions.updateConfig(present, new Precondition.Always(), ConfigChange.ofMaxInstances(most))));
    }

    public Answer showTracing(ApiRequest request) {
        var tracing = settings.tracing(request.urn(region).key());
        return Answer.ok(new TracingBody(tracing.accessKey(), tracing.secretKey()));
    }

    public Answer updateTracing(ApiRequest request) {
        var key = request.urn(region).key();
        settings.tracing(key);
        var wire = Json.bind(Json.object(request.body()), TracingBody.class);
        settings.trace(key, new SideSettings.Tracing(or(wire.tracingAk(), ""), or(wire.tracingSk(), "")));
        return Answer.ok(Map.of());
    }

    public Answer showSnapshot(ApiRequest request) {
        requireJava(functions.show(request.urn(region)));
        return Answer.ok(NO_SNAPSHOT);
    }

    /** Accepted, so that clients that always ask for one can go on; nothing is made. */
    public Answer updateSnapshot(ApiRequest request) {
        requireJava(functions.show(request.urn(region)));
        return Answer.ok(Map.of());
    }

    /** No function here is a bridge. */
    public Answer bridges(ApiRequest request) {
        functions.show(request.urn(region));
        return Answer.ok(List.of());
    }

    private static void requireJava(Function function) {
        var runtime = function.config().runtime();
        if (runtime.family() != RuntimeName.Family.JAVA) {
            throw new Rejected(
                    ErrorCode.INVALID_PARAMETER,
                    "the runtime is '" + runtime.wireName() + "'; snapshots are for Java functions");
        }
    }

    private static String or(@Nullable String text, String other) {
        return text == null || text.isEmpty() ? other : text;
    }
}
