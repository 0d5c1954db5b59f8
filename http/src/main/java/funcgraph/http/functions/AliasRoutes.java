package funcgraph.http.functions;

import funcgraph.domain.AliasRequest;
import funcgraph.engine.control.Aliases;
import funcgraph.http.exchange.Answer;
import funcgraph.http.exchange.ApiRequest;
import funcgraph.http.json.Json;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The alias resource's routes (functiongraph-api 2.3). What the URN says of a version is not looked at. */
public final class AliasRoutes {

    private static final String NAME = "alias_name";

    private final Aliases aliases;
    private final FunctionViews views;
    private final String region;

    public AliasRoutes(Aliases aliases, FunctionViews views, String region) {
        this.aliases = aliases;
        this.views = views;
        this.region = region;
    }

    public Answer create(ApiRequest request) {
        var key = request.urn(region).key();
        aliases.list(key);
        var wire = wire(request);
        return Answer.ok(views.alias(key, aliases.create(key, read(orEmpty(wire.name()), wire))));
    }

    /** A bare array, as the API has it. */
    public Answer list(ApiRequest request) {
        var key = request.urn(region).key();
        return Answer.ok(
                aliases.list(key).stream().map(alias -> views.alias(key, alias)).toList());
    }

    public Answer show(ApiRequest request) {
        var key = request.urn(region).key();
        return Answer.ok(views.alias(key, aliases.show(key, request.parameter(NAME))));
    }

    public Answer update(ApiRequest request) {
        var key = request.urn(region).key();
        var present = aliases.show(key, request.parameter(NAME));
        return Answer.ok(views.alias(key, aliases.update(key, read(present.name(), wire(request)))));
    }

    public Answer delete(ApiRequest request) {
        aliases.delete(request.urn(region).key(), request.parameter(NAME));
        return Answer.noContent();
    }

    private static funcgraph.contract.AliasRequest wire(ApiRequest request) {
        return Json.bind(Json.object(request.body()), funcgraph.contract.AliasRequest.class);
    }

    private static AliasRequest read(String name, funcgraph.contract.AliasRequest wire) {
        Map<String, Integer> weights =
                wire.additionalVersionWeights() == null ? Map.of() : wire.additionalVersionWeights();
        var strategies = new TreeMap<String, AliasRequest.Rules>();
        if (wire.additionalVersionStrategy() != null) {
            wire.additionalVersionStrategy().forEach((version, rules) -> strategies.put(version, rules(rules)));
        }
        return new AliasRequest(name, orEmpty(wire.version()), orEmpty(wire.description()), weights, strategies);
    }

    private static AliasRequest.Rules rules(funcgraph.contract.AliasRequest.Strategy wire) {
        List<funcgraph.contract.AliasRequest.Rule> rules = wire.rules() == null ? List.of() : wire.rules();
        return new AliasRequest.Rules(
                orEmpty(wire.combineType()),
                rules.stream()
                        .map(rule -> new AliasRequest.Rule(
                                orEmpty(rule.ruleType()),
                                orEmpty(rule.param()),
                                orEmpty(rule.op()),
                                orEmpty(rule.value())))
                        .toList());
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
