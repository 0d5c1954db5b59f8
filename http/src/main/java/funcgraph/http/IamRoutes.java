package funcgraph.http;

import funcgraph.engine.iam.Caller;
import funcgraph.http.exchange.Answer;
import funcgraph.http.exchange.ApiRequest;
import funcgraph.http.iam.IamAnswer;
import funcgraph.http.iam.IamApi;
import funcgraph.http.iam.IamStatus;
import java.util.HashMap;
import java.util.function.Function;

/** The identity service's routes (functiongraph-api 6.3): they only carry requests to {@link IamApi} and back. */
public final class IamRoutes {

    private final IamApi iam;

    public IamRoutes(IamApi iam) {
        this.iam = iam;
    }

    Answer issueToken(ApiRequest request) {
        return answer(iam.issueToken(request.callerOrNull(), request.body(), withCatalog(request), origin(request)));
    }

    Answer showToken(ApiRequest request) {
        return known(
                request,
                caller -> iam.showToken(
                        caller, request.header("X-Subject-Token"), withCatalog(request), origin(request)));
    }

    Answer listProjects(ApiRequest request) {
        return known(request, caller -> iam.listProjects(caller, request.query().get("name"), origin(request)));
    }

    Answer showProject(ApiRequest request) {
        return known(request, caller -> iam.showProject(caller, request.parameter("id"), origin(request)));
    }

    Answer authProjects(ApiRequest request) {
        return known(request, caller -> iam.authProjects(caller, origin(request)));
    }

    Answer listDomains(ApiRequest request) {
        return known(request, caller -> iam.listDomains(caller, origin(request)));
    }

    Answer catalog(ApiRequest request) {
        return known(request, caller -> iam.catalog(caller, origin(request)));
    }

    Answer temporaryKeys(ApiRequest request) {
        return answer(iam.temporaryKeys(request.callerOrNull(), request.body()));
    }

    Answer version(ApiRequest request) {
        return answer(iam.version(origin(request)));
    }

    Answer regions(ApiRequest request) {
        return known(request, ignored -> iam.regions(origin(request)));
    }

    private static Answer known(ApiRequest request, Function<Caller, IamAnswer> work) {
        var caller = request.callerOrNull();
        return answer(
                caller == null
                        ? IamApi.refused(IamStatus.UNAUTHORIZED, "The request you have made requires authentication.")
                        : work.apply(caller));
    }

    private static Answer answer(IamAnswer answer) {
        var headers = new HashMap<>(answer.headers());
        var type = headers.remove("Content-Type");
        return new Answer(answer.status(), type == null ? Answer.JSON : type, headers, answer.body());
    }

    private static boolean withCatalog(ApiRequest request) {
        return !request.query().containsKey("nocatalog");
    }

    private static String origin(ApiRequest request) {
        var host = request.header("Host");
        return "http://" + (host == null ? "localhost" : host);
    }
}
