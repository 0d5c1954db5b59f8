package funcgraph.http.invoke;

import funcgraph.contract.ErrorCode;
import funcgraph.contract.HeaderNames;
import funcgraph.domain.FunctionUrn;
import funcgraph.engine.invoke.Invocations;
import funcgraph.http.exchange.Answer;
import funcgraph.http.exchange.ApiRequest;
import funcgraph.http.exchange.Rejected;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;

/** {@code POST …/invocations} (functiongraph-api 5.2). */
public final class InvokeRoutes {

    private final Invocations invocations;
    private final OutcomeAnswers answers;
    private final String region;

    public InvokeRoutes(Invocations invocations, OutcomeAnswers answers, String region) {
        this.invocations = invocations;
        this.answers = answers;
        this.region = region;
    }

    /** Runs a function and answers with what came of it. */
    public Future<Answer> invoke(ApiRequest request) {
        var urn = request.urn(region);
        var asked = asked(request);
        // In the envelope the answer is one JSON object, so it is whole.
        if (!asked.envelope() && !invocations.answersWhole(urn)) {
            return streamed(request, urn, asked);
        }
        return invocations
                .invoke(urn, request.requestId(), Buffer.buffer(request.body()), request.headers())
                .map(invoked -> answers.answer(request.requestId(), invoked, asked));
    }

    private Future<Answer> streamed(ApiRequest request, FunctionUrn urn, OutcomeAnswers.Asked asked) {
        return new StreamedCall()
                .answer(
                        invocations,
                        urn,
                        request.requestId(),
                        Buffer.buffer(request.body()),
                        request.headers(),
                        invoked -> Future.succeededFuture(answers.answer(request.requestId(), invoked, asked)),
                        (opening, stream) -> answers.begun(request.requestId(), opening, stream));
    }

    private static OutcomeAnswers.Asked asked(ApiRequest request) {
        var version = request.header(HeaderNames.REQUEST_VERSION);
        var logType = request.header(HeaderNames.LOG_TYPE);
        if (version != null && !version.isEmpty() && !version.equals("v0") && !version.equals("v1")) {
            throw new Rejected(
                    ErrorCode.INVALID_PARAMETER,
                    HeaderNames.REQUEST_VERSION + " is '" + version + "'; allowed: v0 or v1");
        }
        return new OutcomeAnswers.Asked("v1".equals(version), "tail".equals(logType));
    }
}
