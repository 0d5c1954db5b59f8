package funcgraph.http.functions;

import funcgraph.contract.CodeRequest;
import funcgraph.contract.CreateFunctionRequest;
import funcgraph.contract.FunctionResponse;
import funcgraph.contract.ListFunctionsResponse;
import funcgraph.contract.UpdateConfigRequest;
import funcgraph.domain.ConfigChange;
import funcgraph.domain.ConfigField;
import funcgraph.domain.Findings;
import funcgraph.domain.Function;
import funcgraph.domain.FunctionKey;
import funcgraph.domain.Names;
import funcgraph.domain.NewFunction;
import funcgraph.domain.Refusal;
import funcgraph.domain.Refused;
import funcgraph.domain.RuntimeName;
import funcgraph.domain.Violation;
import funcgraph.engine.control.Functions;
import funcgraph.http.exchange.Answer;
import funcgraph.http.exchange.ApiRequest;
import funcgraph.http.exchange.Route;
import funcgraph.http.json.Json;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The function resource's routes (functiongraph-api 2.1). Checks come in the order of the design, section 4: the URN,
 * then existence, then the body, then its fields.
 */
public final class FunctionRoutes {

    /** Largest code that is shown in an answer: 20 MB (functiongraph-api 5.1). */
    private static final long LARGEST_SHOWN_CODE_BYTES = 20L * 1024 * 1024;

    private final Functions functions;
    private final FunctionViews views;
    private final ApiProfile profile;
    private final String region;

    public FunctionRoutes(Functions functions, FunctionViews views, ApiProfile profile, String region) {
        this.functions = functions;
        this.views = views;
        this.profile = profile;
        this.region = region;
    }

    public Answer create(ApiRequest request) {
        return Answer.ok(create(request.parameter(Route.PROJECT), Json.object(request.body())));
    }

    /** Creates what a body asks for, wherever the body comes from. */
    public FunctionResponse create(String projectId, ObjectNode wire) {
        var body = RuntimeSpelling.fold(wire);
        var named = Json.bind(body.object(), CreateFunctionRequest.class);
        var config = ConfigChanges.create(Json.bind(body.object(), UpdateConfigRequest.class));
        var code = CodeChanges.readWithFile(Json.bind(body.object(), CodeRequest.class));
        var misread = new Findings();
        misread.addAll(body.violations());
        var key = newKey(projectId, named, misread);
        var runtime = config.runtime() == null ? null : newRuntime(config.runtime(), misread);
        misread.require(
                config.runtime() != null
                        || config.misread().stream().anyMatch(found -> found.field() == ConfigField.RUNTIME),
                ConfigField.RUNTIME,
                "",
                RuntimeName.allowed(),
                Violation.Rule.RUNTIME);
        if (key == null || runtime == null) {
            misread.addAll(config.misread());
            throw new Refused(new Refusal.BadFields(misread.inPageOrder()));
        }
        refuseIfAny(misread);
        return views.function(functions.create(new NewFunction(key, runtime, config, code)));
    }

    public Answer list(ApiRequest request) {
        var query = request.query();
        var paging = Paging.of(query);
        var page = functions.list(
                request.parameter(Route.PROJECT),
                nonEmpty(query, "package_name"),
                nonEmpty(query, "func_name"),
                Ordering.of(query),
                paging.marker(),
                paging.most());
        var items = page.functions().stream().map(views::function).toList();
        return Answer.ok(new ListFunctionsResponse(items, paging.next(items.size()), Math.toIntExact(page.count())));
    }

    public Answer delete(ApiRequest request) {
        functions.delete(request.urn(region));
        return Answer.noContent();
    }

    public Answer showConfig(ApiRequest request) {
        return config(functions.show(request.urn(region)));
    }

    /** The seed endpoint. */
    public Answer updateConfig(ApiRequest request) {
        var present = functions.showHead(request.urn(region));
        var precondition = IfMatch.read(request.header("If-Match"));
        var body = RuntimeSpelling.fold(Json.object(request.body()));
        var wire = Json.bind(body.object(), UpdateConfigRequest.class);
        var change = ConfigChanges.update(wire, present.key().name(), profile, body.violations());
        return config(functions.updateConfig(present, precondition, change));
    }

    public Answer showCode(ApiRequest request) {
        var function = functions.show(request.urn(region));
        return code(function, functions.readCode(function, LARGEST_SHOWN_CODE_BYTES));
    }

    public Answer updateCode(ApiRequest request) {
        var present = functions.showHead(request.urn(region));
        var precondition = IfMatch.read(request.header("If-Match"));
        var wire = Json.bind(Json.object(request.body()), CodeRequest.class);
        var change = CodeChanges.readWithFile(wire);
        var function = functions.updateCode(present, precondition, change);
        return code(function, change.file().length <= LARGEST_SHOWN_CODE_BYTES ? change.file() : new byte[0]);
    }

    private Answer config(Function function) {
        return Answer.ok(views.function(function)).with("ETag", "\"" + function.revision() + "\"");
    }

    private Answer code(Function function, byte[] file) {
        return Answer.ok(views.code(function, Base64.getEncoder().encodeToString(file)))
                .with("ETag", "\"" + function.revision() + "\"");
    }

    private static @Nullable FunctionKey newKey(String projectId, CreateFunctionRequest named, Findings misread) {
        var name = named.funcName() == null ? "" : named.funcName();
        var packageName = named.packageName() == null || named.packageName().isEmpty()
                ? FunctionKey.DEFAULT_PACKAGE
                : named.packageName();
        misread.require(
                Names.isFunctionName(name),
                ConfigField.FUNC_NAME,
                name,
                Names.FUNCTION_RULE,
                Violation.Rule.FUNCTION_NAME);
        misread.require(
                Names.isFunctionName(packageName),
                ConfigField.PACKAGE,
                packageName,
                Names.FUNCTION_RULE,
                Violation.Rule.PACKAGE);
        return Names.isFunctionName(name) && Names.isFunctionName(packageName)
                ? new FunctionKey(projectId, packageName, name)
                : null;
    }

    /** A new function has no present runtime that a bare language name could mean. */
    private static @Nullable RuntimeName newRuntime(ConfigChange.RuntimeChoice choice, Findings misread) {
        return switch (choice) {
            case ConfigChange.RuntimeChoice.Named(RuntimeName name) -> name;
            case ConfigChange.RuntimeChoice.OfFamily(RuntimeName.Family family) -> {
                misread.add(ConfigField.RUNTIME, family.wireName(), RuntimeName.allowed(), Violation.Rule.RUNTIME);
                yield null;
            }
        };
    }

    private static Optional<String> nonEmpty(Map<String, String> query, String name) {
        return Optional.ofNullable(query.get(name)).filter(text -> !text.isEmpty());
    }

    private static void refuseIfAny(Findings findings) {
        List<Violation> violations = findings.inPageOrder();
        if (!violations.isEmpty()) {
            throw new Refused(new Refusal.BadFields(violations));
        }
    }
}
