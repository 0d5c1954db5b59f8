package funcgraph.http.functions;

import funcgraph.contract.ListVersionsResponse;
import funcgraph.contract.PublishVersionRequest;
import funcgraph.domain.NewVersion;
import funcgraph.engine.control.Functions;
import funcgraph.engine.control.Versions;
import funcgraph.http.exchange.Answer;
import funcgraph.http.exchange.ApiRequest;
import funcgraph.http.json.Json;
import org.jspecify.annotations.Nullable;

/** Publishing and listing versions (functiongraph-api 2.2). They are deleted as functions are. */
public final class VersionRoutes {

    private final Functions functions;
    private final Versions versions;
    private final FunctionViews views;
    private final String region;

    public VersionRoutes(Functions functions, Versions versions, FunctionViews views, String region) {
        this.functions = functions;
        this.versions = versions;
        this.views = views;
        this.region = region;
    }

    /** Everything in the body may be absent, and so may the body. */
    public Answer publish(ApiRequest request) {
        var head = functions.showHead(request.urn(region));
        var wire = Json.bind(Json.objectOrNothing(request.body()), PublishVersionRequest.class);
        var wanted = new NewVersion(orEmpty(wire.version()), orEmpty(wire.description()), orEmpty(wire.digest()));
        return Answer.ok(views.function(versions.publish(head, wanted)));
    }

    public Answer list(ApiRequest request) {
        var all = versions.list(request.urn(region));
        var paging = Paging.of(request.query());
        var items = paging.of(all).stream().map(views::version).toList();
        return Answer.ok(new ListVersionsResponse(items, paging.next(items.size()), all.size()));
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
