package funcgraph.http;

import funcgraph.contract.ErrorCode;
import funcgraph.contract.HeaderNames;
import funcgraph.http.exchange.Answer;
import funcgraph.http.exchange.ErrorMapper;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.concurrent.atomic.AtomicBoolean;

/** Answers on the wire, whole or in pieces. On the request's event loop. */
final class Written {

    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;

    private Written() {}

    /** Writes an answer, unless the caller has gone; what it holds is let go either way. */
    static void to(HttpServerRequest request, String requestId, Answer answer) {
        var response = request.response();
        if (response.ended() || response.closed()) {
            drop(answer);
            return;
        }
        try {
            response.setStatusCode(answer.status());
            answer.headers().forEach(header -> response.headers().add(header.getKey(), header.getValue()));
        } catch (IllegalArgumentException e) { // of a function, which may answer with anything
            drop(answer);
            response.headers().clear();
            to(request, requestId, unsendable(e, requestId));
            return;
        }
        response.putHeader(HeaderNames.REQUEST_ID, requestId);
        if (!request.isEnded()) {
            // What is left of the body will not be read, so the connection cannot carry another request.
            response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        if (answer.stream() != null) {
            stream(response, answer.stream());
        } else if (answer.status() == NO_CONTENT || answer.status() == NOT_MODIFIED) {
            response.end();
        } else if (request.method().equals(HttpMethod.HEAD)) {
            response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(answer.body().length));
            response.end();
        } else {
            response.end(Buffer.buffer(answer.body()));
        }
    }

    /** Writes an answer and ends the connection, which says so before: the next request needs another one. */
    static void last(HttpServerRequest request, String requestId, Answer answer) {
        request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        to(request, requestId, answer);
        request.connection().close();
    }

    private static Answer unsendable(IllegalArgumentException why, String requestId) {
        return ErrorMapper.error(
                ErrorCode.BAD_GATEWAY, "the function's answer cannot be sent: " + why.getMessage(), requestId);
    }

    /**
     * A caller that goes away ends the pipe with a failure at the next piece; while none comes, only the connection says
     * that it is closed.
     */
    private static void stream(HttpServerResponse response, Answer.Streamed stream) {
        response.setChunked(true);
        response.writeHead();
        var told = new AtomicBoolean();
        response.closeHandler(gone -> tellOnce(told, stream));
        stream.pieces().pipe().endOnFailure(false).to(response).onComplete(over -> {
            tellOnce(told, stream);
            if (over.failed() && !response.closed()) {
                // Half a body must not look like a whole one.
                response.reset();
            }
        });
    }

    private static void tellOnce(AtomicBoolean told, Answer.Streamed stream) {
        if (told.compareAndSet(false, true)) {
            stream.ended().run();
        }
    }

    private static void drop(Answer answer) {
        if (answer.stream() != null) {
            answer.stream().ended().run();
        }
    }
}
