package funcgraph.http;

import funcgraph.engine.iam.Action;
import funcgraph.engine.iam.Caller;
import funcgraph.engine.iam.Proof;
import funcgraph.engine.observe.Audit;
import funcgraph.engine.observe.Deed;
import funcgraph.http.exchange.Answer;
import funcgraph.http.exchange.ErrorMapper;
import funcgraph.http.exchange.Route;
import funcgraph.http.json.BadJson;
import funcgraph.http.json.Json;
import io.vertx.core.http.HttpServerRequest;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Sees to it that every request that changes something is in the record of changes, whatever came of it; but for those of
 * nobody: who proves nothing is refused, and leaves no entry.
 */
public final class Recording {

    private static final Pattern ACCESS_KEY = Pattern.compile("Access=([^,\\s]+)");
    private static final int NO_CONTENT = 204;
    private static final int OK = 200;
    private static final int REFUSED = 400;
    private static final int UNAUTHORIZED = 401;

    private final Audit audit;

    public Recording(Audit audit) {
        this.audit = audit;
    }

    /**
     * Does a request's work and records it; what it throws is answered here.
     *
     * @param work gets what is to be told who asks
     */
    Answer recorded(
            HttpServerRequest request,
            Route route,
            Map<String, String> parameters,
            String requestId,
            Function<Consumer<Caller>, Answer> work) {
        Action action = route.action();
        if (!route.changes() || action == null) {
            return work.apply(ignored -> {});
        }
        var deed = audit.begin(facts(request, route, action, parameters, requestId));
        Answer answer;
        try {
            answer = audit.during(deed, () -> work.apply(caller -> deed.by(actor(request, caller))));
        } catch (RuntimeException e) {
            answer = ErrorMapper.answer(e, requestId);
        }
        if (answer.status() != UNAUTHORIZED) {
            audit.ended(deed, answer.status(), answer.status() < REFUSED ? "" : errorCode(answer));
        }
        return answer;
    }

    private static Deed.Facts facts(
            HttpServerRequest request, Route route, Action action, Map<String, String> parameters, String requestId) {
        var path = request.path() == null ? "/" : request.path();
        return new Deed.Facts(
                requestId,
                parameters.getOrDefault(Route.PROJECT, ""),
                request.remoteAddress() == null ? "" : request.remoteAddress().hostAddress(),
                action.wireName(),
                parameters.getOrDefault("function_urn", path),
                route.method().equals("DELETE") ? NO_CONTENT : OK);
    }

    private static Deed.Actor actor(HttpServerRequest request, Caller caller) {
        var header = caller.proof() == Proof.TOKEN ? null : request.getHeader("Authorization");
        var key = header == null ? null : ACCESS_KEY.matcher(header);
        return new Deed.Actor(caller.userName(), caller.userId(), key != null && key.find() ? key.group(1) : "");
    }

    private static String errorCode(Answer answer) {
        try {
            return Json.object(answer.body()).path("error_code").asString("");
        } catch (BadJson e) {
            return "";
        }
    }
}
