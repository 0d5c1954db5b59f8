package funcgraph.http;

import funcgraph.contract.ErrorCode;
import funcgraph.contract.HeaderNames;
import funcgraph.engine.iam.Action;
import funcgraph.engine.iam.Caller;
import funcgraph.http.auth.Authentication;
import funcgraph.http.auth.Authenticator;
import funcgraph.http.auth.RequestFacts;
import funcgraph.http.exchange.Rejected;
import funcgraph.http.exchange.Route;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Who may pass: proof first (401), then the project and the action (403), then the project's rate (429). Any thread. */
final class Gatekeeper {

    private final Authenticator authenticator;
    private final RateLimits rates;

    Gatekeeper(Authenticator authenticator, RateLimits rates) {
        this.authenticator = authenticator;
        this.rates = rates;
    }

    /**
     * Looks at a request before its body is read: without anything that could be a proof, a large body is not worth its
     * room.
     *
     * @throws Rejected with 401
     */
    void requireSomeProof(HttpServerRequest request, Route route) {
        if (!(route.access() instanceof Route.Access.Open) && !bringsProof(request)) {
            pass(request, route, Map.of(), new byte[0], ignored -> {});
        }
    }

    /**
     * Lets a request pass, with the caller it proves to come from; null on a route open to all without proof, where a
     * wrong proof is refused, too, and on one that looks at proofs itself.
     *
     * @param proven told who it is, before it is looked at what they may do
     * @throws Rejected with 401, 403 or 429
     */
    @Nullable
    Caller pass(
            HttpServerRequest request,
            Route route,
            Map<String, String> parameters,
            byte[] body,
            Consumer<Caller> proven) {
        if (route.access() instanceof Route.Access.Free
                || (route.access() instanceof Route.Access.Open && !bringsProof(request))) {
            return null;
        }
        if (route.access() instanceof Route.Access.Own && bringsProof(request)) {
            return null;
        }
        var caller = caller(request, body);
        proven.accept(caller);
        authorize(caller, route, parameters.get(Route.PROJECT));
        return caller;
    }

    private static boolean bringsProof(HttpServerRequest request) {
        return request.headers().contains(HeaderNames.AUTH_TOKEN)
                || request.headers().contains(HttpHeaders.AUTHORIZATION);
    }

    private Caller caller(HttpServerRequest request, byte[] body) {
        var facts = new RequestFacts(
                request.method().name(),
                request.path() == null ? "/" : request.path(),
                request.query() == null ? "" : request.query(),
                request.headers()::get,
                ByteBuffer.wrap(body));
        return switch (authenticator.authenticate(facts)) {
            case Authentication.Authenticated(Caller caller) -> caller;
            case Authentication.Unauthenticated unauthenticated ->
                throw new Rejected(ErrorCode.UNAUTHORIZED, unauthenticated.message());
        };
    }

    private void authorize(Caller caller, Route route, @Nullable String project) {
        if (project != null && !caller.mayActIn(project)) {
            throw new Rejected(ErrorCode.FORBIDDEN, "namespace and token mismatch");
        }
        if (route.access() instanceof Route.Access.Needs(Action action) && !caller.may(action)) {
            throw new Rejected(
                    ErrorCode.FORBIDDEN, "user '" + caller.userName() + "' may not perform " + action.wireName());
        }
        if (project != null && !rates.admit(project)) {
            throw new Rejected(ErrorCode.TOO_MANY_REQUESTS, "the project's API rate limit is reached; try later");
        }
    }
}
