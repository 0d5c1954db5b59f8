package funcgraph.http.gateway;

import funcgraph.domain.FunctionUrn;
import funcgraph.domain.trigger.ApiSpec;
import funcgraph.engine.iam.Action;
import funcgraph.http.auth.AppSignatures;
import funcgraph.http.auth.Authentication;
import funcgraph.http.auth.Authenticator;
import funcgraph.http.auth.RequestFacts;
import funcgraph.http.exchange.Answer;
import java.nio.ByteBuffer;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Who may call an API: everyone, users who may invoke functions of its project, or apps. */
public final class GatewayAccess {

    private final Authenticator authenticator;
    private final Apps apps;
    private final AppSignatures signatures;

    public GatewayAccess(Authenticator authenticator, Apps apps, Clock clock) {
        this.authenticator = authenticator;
        this.apps = apps;
        this.signatures = new AppSignatures(key -> apps.withKey(key).map(Apps.App::secret), clock);
    }

    /** The answer to whoever may not enter; null for those who may. */
    @Nullable
    Answer refusal(GatewayRequest request, ApiSpec api, FunctionUrn urn) {
        return switch (api.auth()) {
            case NONE -> null;
            case IAM -> ofUser(request, urn);
            case APP -> ofApp(request);
        };
    }

    private @Nullable Answer ofUser(GatewayRequest request, FunctionUrn urn) {
        return switch (authenticator.authenticate(facts(request))) {
            case Authentication.Unauthenticated unauthenticated ->
                GatewayErrors.of(GatewayCode.NOT_AUTHENTIC, unauthenticated.message(), request.requestId());
            case Authentication.Authenticated(var caller) ->
                caller.mayActIn(urn.key().projectId()) && caller.may(Action.INVOKE)
                        ? null
                        : GatewayErrors.of(
                                GatewayCode.NOT_ALLOWED,
                                "user '" + caller.userName() + "' may not call this API",
                                request.requestId());
        };
    }

    private @Nullable Answer ofApp(GatewayRequest request) {
        var code = request.header("X-Apig-AppCode");
        if (code != null && apps.haveCode(code)) {
            return null;
        }
        var why = code == null ? signatures.refusal(facts(request)).orElse("") : "no app has that code";
        return why.isEmpty()
                ? null
                : GatewayErrors.of(
                        GatewayCode.NO_APP, "Incorrect app authentication information: " + why, request.requestId());
    }

    private static RequestFacts facts(GatewayRequest request) {
        return new RequestFacts(
                request.method(),
                request.signedPath(),
                request.query(),
                request::header,
                ByteBuffer.wrap(request.body()));
    }
}
