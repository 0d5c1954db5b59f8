package funcgraph.http.invoke;

import funcgraph.domain.CallHeaders;
import funcgraph.domain.FunctionUrn;
import funcgraph.engine.invoke.AnswerStream;
import funcgraph.engine.invoke.Invocations;
import funcgraph.engine.invoke.Invoked;
import funcgraph.http.exchange.Answer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A call whose answer may go to its caller as it comes: it is there as soon as the function has begun to answer, or when
 * the call is over without. On an event loop.
 */
public final class StreamedCall {

    private final AnswerStream stream = AnswerStream.here();

    /**
     * Runs a function once.
     *
     * @param whole makes the answer of an outcome
     * @param begun makes the answer of what has come so far
     */
    public Future<Answer> answer(
            Invocations invocations,
            FunctionUrn urn,
            String requestId,
            Buffer event,
            CallHeaders headers,
            Function<Invoked, Future<Answer>> whole,
            BiFunction<AnswerStream.Opening, Answer.Streamed, Answer> begun) {
        Promise<Answer> promise = Promise.promise();
        stream.whenOpened(opening -> {
            if (!promise.tryComplete(begun.apply(opening, new Answer.Streamed(stream.pieces(), stream::cancel)))) {
                stream.cancel();
            }
        });
        invocations.invoke(urn, requestId, event, headers, stream).onComplete((invoked, failure) -> {
            if (failure != null) {
                promise.tryFail(failure);
            } else if (!stream.isOpen()) {
                whole.apply(invoked).onComplete((answer, broken) -> {
                    if (broken == null) {
                        promise.tryComplete(answer);
                    } else {
                        promise.tryFail(broken);
                    }
                });
            }
        });
        return promise.future();
    }

    /** Nobody waits for it any more. */
    public void cancel() {
        stream.cancel();
    }
}
