package funcgraph.http.gateway;

import funcgraph.contract.Limits;
import funcgraph.domain.CallHeaders;
import funcgraph.domain.FunctionUrn;
import funcgraph.domain.InvokeOutcome;
import funcgraph.domain.Refusal;
import funcgraph.domain.Refused;
import funcgraph.engine.invoke.Hop;
import funcgraph.engine.invoke.Invocations;
import funcgraph.engine.invoke.Invoked;
import funcgraph.engine.trace.Traceparent;
import funcgraph.engine.trigger.Firing;
import funcgraph.engine.trigger.GatewayTable;
import funcgraph.http.exchange.Answer;
import funcgraph.http.invoke.StreamedCall;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Leads a request to the function behind its API, and the function's answer back. Runs on event loops. */
public final class Gateway {

    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

    /** From this size on, JSON is written and read off the event loop. */
    private static final int LARGE_BYTES = 128 * 1024;

    private static final String ORIGIN = "Origin";
    private static final int ACCEPTED = 202;
    private static final int NO_CONTENT = 204;

    private final GatewayTable table;
    private final GatewayAccess access;
    private final Invocations invocations;
    private final Firing firing;
    private final Hop hop;

    public Gateway(GatewayTable table, GatewayAccess access, Invocations invocations, Firing firing, Hop hop) {
        this.table = table;
        this.access = access;
        this.invocations = invocations;
        this.firing = firing;
        this.hop = hop;
    }

    /** The answer; never fails. */
    public Future<Answer> answer(GatewayRequest request) {
        return routed(request).otherwise(failure -> broken(failure, request)).map(answer -> shared(answer, request));
    }

    private Future<Answer> routed(GatewayRequest request) {
        var place = Place.of(request.path());
        if (place == null) {
            return refused(request, GatewayCode.NO_API, "the path names no group and environment");
        }
        var found = table.find(place.group, place.environment, request.method(), place.path);
        if (found == null) {
            var preflight = preflight(request, place);
            return preflight != null
                    ? Future.succeededFuture(preflight)
                    : refused(
                            request,
                            GatewayCode.NO_API,
                            "no API of this group and environment answers " + request.method() + " " + place.path);
        }
        if (request.body().length < LARGE_BYTES) {
            var denied =
                    access.refusal(request, found.route().api(), found.route().urn());
            return denied != null
                    ? Future.succeededFuture(denied)
                    : called(request, found, ApiEvents.of(request, found, place.path));
        }
        return hop.off(() -> admitted(request, found, place.path))
                .compose(admitted -> admitted.denied != null
                        ? Future.succeededFuture(admitted.denied)
                        : called(request, found, admitted.event));
    }

    /** A large request, looked at off the event loop. */
    private record Admitted(@Nullable Answer denied, byte[] event) {}

    private Admitted admitted(GatewayRequest request, GatewayTable.Found found, String path) {
        var denied = access.refusal(request, found.route().api(), found.route().urn());
        return denied != null
                ? new Admitted(denied, new byte[0])
                : new Admitted(null, ApiEvents.of(request, found, path));
    }

    /** A path of the gateway, cut into its parts. */
    private record Place(String group, String environment, String path) {

        static @Nullable Place of(String path) {
            int environment = path.indexOf('/', 1);
            if (environment < 0) {
                return null;
            }
            int own = path.indexOf('/', environment + 1);
            return own < 0
                    ? new Place(path.substring(1, environment), path.substring(environment + 1), "/")
                    : new Place(
                            path.substring(1, environment), path.substring(environment + 1, own), path.substring(own));
        }
    }

    private Future<Answer> called(GatewayRequest request, GatewayTable.Found found, byte[] event) {
        var api = found.route().api();
        var urn = found.route().urn();
        if (event.length > Limits.EVENT_BYTES) {
            return refused(
                    request,
                    GatewayCode.BODY_TOO_LARGE,
                    "the event has " + event.length + " bytes; allowed: " + Limits.EVENT_BYTES);
        }
        if (api.asynchronous()) {
            return hop.off(() -> Answer.json(ACCEPTED, Map.of("request_id", firing.fire(urn, event))));
        }
        if (!invocations.answersWhole(urn)) {
            return streamed(request, urn, event, api.timeoutMs());
        }
        return invocations
                .invoke(urn, request.requestId(), Buffer.buffer(event), headers(request))
                .timeout(api.timeoutMs(), TimeUnit.MILLISECONDS)
                .compose(invoked -> shaped(invoked, request));
    }

    /** The API's time is for the beginning of an answer; the function's own holds for all of it. */
    private Future<Answer> streamed(GatewayRequest request, FunctionUrn urn, byte[] event, long timeoutMs) {
        var call = new StreamedCall();
        return call.answer(
                        invocations,
                        urn,
                        request.requestId(),
                        Buffer.buffer(event),
                        headers(request),
                        invoked -> shaped(invoked, request),
                        (opening, stream) -> Answer.streamed(opening.status(), opening.headers(), stream))
                .timeout(timeoutMs, TimeUnit.MILLISECONDS)
                .onFailure(ignored -> call.cancel());
    }

    private static CallHeaders headers(GatewayRequest request) {
        var own = request.traceparent();
        return own == null
                ? request::header
                : name -> name.equalsIgnoreCase(Traceparent.HEADER) ? own : request.header(name);
    }

    private Future<Answer> shaped(Invoked invoked, GatewayRequest request) {
        var id = request.requestId();
        return switch (invoked.outcome()) {
            case InvokeOutcome.Answered(byte[] payload, var ignored) ->
                payload.length < LARGE_BYTES
                        ? Future.succeededFuture(ApiAnswers.of(payload, id))
                        : hop.off(() -> ApiAnswers.of(payload, id));
            case InvokeOutcome.HandlerFailed(int code, var ignored, var usage) -> failed(request, code);
            case InvokeOutcome.InitFailed(int code, var ignored, var usage) -> failed(request, code);
            case InvokeOutcome.OutOfMemory ignored ->
                refused(request, GatewayCode.BAD_ANSWER, "the function exceeded its memory");
            case InvokeOutcome.WorkerDied ignored ->
                refused(request, GatewayCode.BAD_ANSWER, "the function's process ended");
            case InvokeOutcome.TimedOut(int seconds, var ignored) ->
                refused(request, GatewayCode.TIMED_OUT, "the function did not end within " + seconds + " s");
            case InvokeOutcome.Disabled ignored ->
                refused(request, GatewayCode.TOO_MANY_REQUESTS, "the function is disabled");
            case InvokeOutcome.Throttled ignored ->
                refused(request, GatewayCode.TOO_MANY_REQUESTS, "as many calls are running as may");
            case InvokeOutcome.Overloaded(String why) -> refused(request, GatewayCode.UNAVAILABLE, why);
            case InvokeOutcome.RuntimeAbsent ignored ->
                refused(request, GatewayCode.UNAVAILABLE, "the function's runtime is not installed");
            case InvokeOutcome.Gone ignored -> refused(request, GatewayCode.NO_FUNCTION, "the function is gone");
            case InvokeOutcome.PlatformFailed(var cause) -> {
                LOG.error("request {} failed", id, cause);
                yield refused(request, GatewayCode.UNAVAILABLE, GatewayCode.UNAVAILABLE.standardText());
            }
        };
    }

    /** What a function's error says is for its owner, who finds it in the log: callers of the API may be anybody. */
    private static Future<Answer> failed(GatewayRequest request, int code) {
        return refused(request, GatewayCode.BAD_ANSWER, "the function failed with code " + code);
    }

    private static Future<Answer> refused(GatewayRequest request, GatewayCode code, String why) {
        return Future.succeededFuture(GatewayErrors.of(code, why, request.requestId()));
    }

    private static Answer broken(Throwable failure, GatewayRequest request) {
        var id = request.requestId();
        return switch (failure) {
            case TimeoutException ignored ->
                GatewayErrors.of(GatewayCode.TIMED_OUT, "the function did not answer in time", id);
            case Hop.Full ignored -> GatewayErrors.of(GatewayCode.UNAVAILABLE, "the platform is busy; try again", id);
            case IllegalArgumentException bad ->
                GatewayErrors.of(GatewayCode.BAD_REQUEST, "path or query are not percent-encoded UTF-8", id);
            case Refused refused
            when refused.refusal() instanceof Refusal.StoreBusy ->
                GatewayErrors.of(GatewayCode.UNAVAILABLE, "the platform is busy; try again", id);
            case Refused refused
            when refused.refusal() instanceof Refusal.EventTooLarge(long size, long allowed) ->
                GatewayErrors.of(
                        GatewayCode.BODY_TOO_LARGE, "the event has " + size + " bytes; allowed: " + allowed, id);
            case Refused refused
            when refused.refusal() instanceof Refusal.FunctionDisabled
                    || refused.refusal() instanceof Refusal.QueueFull ->
                GatewayErrors.of(GatewayCode.TOO_MANY_REQUESTS, "no more is accepted for the function now", id);
            case Refused ignored -> GatewayErrors.of(GatewayCode.NO_FUNCTION, "the function cannot be called", id);
            case Throwable unexpected -> {
                LOG.error("request {} failed", id, unexpected);
                yield GatewayErrors.of(GatewayCode.UNAVAILABLE, GatewayCode.UNAVAILABLE.standardText(), id);
            }
        };
    }

    /** A browser asks before it calls another site; what it asks about must be there. Null when it does not ask. */
    private @Nullable Answer preflight(GatewayRequest request, Place place) {
        var method = request.header("Access-Control-Request-Method");
        if (!request.method().equals("OPTIONS") || request.header(ORIGIN) == null || method == null) {
            return null;
        }
        if (table.find(place.group, place.environment, method, place.path) == null) {
            return null;
        }
        var headers = request.header("Access-Control-Request-Headers");
        var answer = Answer.whole(
                NO_CONTENT,
                java.util.List.of(
                        Map.entry("Access-Control-Allow-Methods", method), Map.entry("Access-Control-Max-Age", "600")),
                new byte[0]);
        return headers == null ? answer : answer.with("Access-Control-Allow-Headers", headers);
    }

    /** Pages of other sites may read the answer, unless the function has its own rule; cookies stay out of it. */
    private static Answer shared(Answer answer, GatewayRequest request) {
        return request.header(ORIGIN) == null || answer.has("Access-Control-Allow-Origin")
                ? answer
                : answer.with("Access-Control-Allow-Origin", "*");
    }
}
