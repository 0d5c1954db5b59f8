package funcgraph.http.resources;

import funcgraph.contract.DependencyRequest;
import funcgraph.contract.ErrorCode;
import funcgraph.contract.ListDependenciesResponse;
import funcgraph.domain.DependencyVersion;
import funcgraph.domain.NewDependency;
import funcgraph.domain.RuntimeName;
import funcgraph.engine.control.Dependencies;
import funcgraph.http.exchange.Answer;
import funcgraph.http.exchange.ApiRequest;
import funcgraph.http.exchange.Rejected;
import funcgraph.http.exchange.Route;
import funcgraph.http.functions.FunctionViews;
import funcgraph.http.functions.Paging;
import funcgraph.http.json.Json;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Dependencies and their versions (functiongraph-api 2.6); the routes without a version are the older ones. */
public final class DependencyRoutes {

    private static final String ID = "depend_id";

    private final Dependencies dependencies;
    private final FunctionViews views;

    public DependencyRoutes(Dependencies dependencies, FunctionViews views) {
        this.dependencies = dependencies;
        this.views = views;
    }

    public Answer createVersion(ApiRequest request) {
        return shown(dependencies.add(project(request), read(wire(request))));
    }

    /** The last version of each dependency, under the dependency's id. */
    public Answer list(ApiRequest request) {
        var query = request.query();
        var paging = Paging.of(query);
        var page = dependencies.list(
                project(request),
                owner(query),
                nonEmpty(query, "runtime").map(DependencyRoutes::runtime),
                nonEmpty(query, "name"),
                paging.marker(),
                paging.most());
        var items = page.versions().stream()
                .map(version -> views.dependency(version, version.dependencyId()))
                .toList();
        return Answer.ok(new ListDependenciesResponse(items, paging.next(items.size()), page.count()));
    }

    public Answer listVersions(ApiRequest request) {
        var paging = Paging.of(request.query());
        var page = dependencies.versions(project(request), request.parameter(ID), paging.marker(), paging.most());
        var items = page.versions().stream().map(views::dependency).toList();
        return Answer.ok(new ListDependenciesResponse(items, paging.next(items.size()), page.count()));
    }

    public Answer showVersion(ApiRequest request) {
        return shown(dependencies.show(project(request), request.parameter(ID), request.parameter("version")));
    }

    public Answer deleteVersion(ApiRequest request) {
        dependencies.delete(project(request), request.parameter(ID), request.parameter("version"));
        return Answer.noContent();
    }

    public Answer create(ApiRequest request) {
        return single(dependencies.create(project(request), read(wire(request))));
    }

    public Answer show(ApiRequest request) {
        return single(dependencies.show(project(request), request.parameter(ID)));
    }

    /** What is absent is as in the last version. */
    public Answer update(ApiRequest request) {
        var present = dependencies.show(project(request), request.parameter(ID));
        var wire = read(wire(request));
        var wanted = new NewDependency(
                or(wire.name(), present.name()),
                or(wire.runtime(), present.runtime().wireName()),
                wire.type(),
                wire.link(),
                wire.file(),
                or(wire.description(), present.description()));
        return single(dependencies.replace(project(request), present, wanted));
    }

    public Answer delete(ApiRequest request) {
        dependencies.delete(project(request), request.parameter(ID));
        return Answer.noContent();
    }

    private Answer shown(DependencyVersion version) {
        return Answer.ok(views.dependency(version));
    }

    private Answer single(DependencyVersion version) {
        return Answer.ok(views.dependency(version, version.dependencyId()));
    }

    private static String project(ApiRequest request) {
        return request.parameter(Route.PROJECT);
    }

    private static DependencyRequest wire(ApiRequest request) {
        return Json.bind(Json.object(request.body()), DependencyRequest.class);
    }

    private static NewDependency read(DependencyRequest wire) {
        return new NewDependency(
                or(wire.name(), ""),
                or(wire.runtime(), ""),
                or(wire.dependType(), ""),
                or(wire.dependLink(), ""),
                decode(or(wire.dependFile(), "")),
                or(wire.description(), ""));
    }

    private static byte @Nullable [] decode(String text) {
        try {
            return Base64.getDecoder().decode(text.replaceAll("[\r\n]", ""));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static Dependencies.Owner owner(Map<String, String> query) {
        var type = query.getOrDefault("dependency_type", "");
        return switch (type) {
            case "private" -> Dependencies.Owner.MINE;
            case "public" -> Dependencies.Owner.EVERYBODYS;
            case "all" -> Dependencies.Owner.BOTH;
            case "" -> ofFlag(query.getOrDefault("ispublic", ""));
            default ->
                throw new Rejected(
                        ErrorCode.INVALID_QUERY, "dependency_type is '" + type + "'; allowed: public, private, all");
        };
    }

    private static Dependencies.Owner ofFlag(String isPublic) {
        return switch (isPublic) {
            case "true" -> Dependencies.Owner.EVERYBODYS;
            case "false" -> Dependencies.Owner.MINE;
            case "" -> Dependencies.Owner.BOTH;
            default ->
                throw new Rejected(ErrorCode.INVALID_QUERY, "ispublic is '" + isPublic + "'; allowed: true, false");
        };
    }

    private static RuntimeName runtime(String text) {
        return RuntimeName.parse(text)
                .orElseThrow(() -> new Rejected(
                        ErrorCode.INVALID_RUNTIME, "runtime is '" + text + "'; allowed: " + RuntimeName.allowed()));
    }

    private static Optional<String> nonEmpty(Map<String, String> query, String name) {
        return Optional.ofNullable(query.get(name)).filter(text -> !text.isEmpty());
    }

    private static String or(@Nullable String text, String other) {
        return text == null || text.isEmpty() ? other : text;
    }
}
