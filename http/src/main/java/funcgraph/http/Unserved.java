package funcgraph.http;

import funcgraph.contract.ErrorCode;
import funcgraph.engine.control.Functions;
import funcgraph.engine.iam.Action;
import funcgraph.http.exchange.Answer;
import funcgraph.http.exchange.ApiRequest;
import funcgraph.http.exchange.ErrorMapper;
import funcgraph.http.exchange.Route;
import java.util.List;
import java.util.function.Function;

/**
 * What the SDKs know and this server does not do: routes that answer 501, so that a caller learns that it is the server and
 * not the request. Who asks, and for which function, is looked at as everywhere.
 */
public final class Unserved {

    private static final String URN = "function_urn";

    private final Functions functions;
    private final String region;

    public Unserved(Functions functions, String region) {
        this.functions = functions;
        this.region = region;
    }

    /** A route for each operation that none of those serves. */
    List<Route> beside(List<Route> routes) {
        return SdkOperation.ALL.stream()
                .filter(operation -> routes.stream().noneMatch(operation::isServedBy))
                .map(this::route)
                .toList();
    }

    /** True for a route that was made here. */
    static boolean isOne(Route route) {
        return route.handler() instanceof Route.Handler.Blocking(var work) && work instanceof Refusing;
    }

    private Route route(SdkOperation operation) {
        return Routes.plain(
                operation.method(), operation.template(), Action.LIST_FUNCTIONS, new Refusing(this, operation));
    }

    private record Refusing(Unserved unserved, SdkOperation operation) implements Function<ApiRequest, Answer> {
        @Override
        public Answer apply(ApiRequest request) {
            unserved.requireFunction(operation, request);
            return ErrorMapper.error(
                    ErrorCode.NOT_IMPLEMENTED, operation.name() + " is not part of this server", request.requestId());
        }
    }

    private void requireFunction(SdkOperation operation, ApiRequest request) {
        if (operation.path().contains("{" + URN + "}")) {
            functions.show(request.urn(region));
        }
    }
}
