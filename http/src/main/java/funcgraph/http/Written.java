package funcgraph.http;

import funcgraph.contract.HeaderNames;
import funcgraph.http.exchange.Answer;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.concurrent.atomic.AtomicBoolean;

/** Answers on the wire, whole or in pieces. On the request's event loop. */
final class Written {

    private Written() {}

    /** Writes an answer, unless the caller has gone; what it holds is let go either way. */
    static void to(HttpServerRequest request, String requestId, Answer answer) {
        HttpServerResponse response = request.response();
        if (response.ended() || response.closed()) {
            if (answer.stream() != null) {
                answer.stream().ended().run();
            }
            return;
        }
        response.setStatusCode(answer.status());
        response.putHeader(HeaderNames.REQUEST_ID, requestId);
        answer.headers().forEach(response::putHeader);
        if (!request.isEnded()) {
            // What is left of the body will not be read, so the connection cannot carry another request.
            response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        if (answer.stream() != null) {
            response.putHeader(HttpHeaders.CONTENT_TYPE, answer.contentType());
            stream(response, answer.stream());
        } else if (answer.status() == 204) {
            response.end();
        } else {
            response.putHeader(HttpHeaders.CONTENT_TYPE, answer.contentType());
            response.end(Buffer.buffer(answer.body()));
        }
    }

    /** Writes an answer and ends the connection, which says so before: the next request needs another one. */
    static void last(HttpServerRequest request, String requestId, Answer answer) {
        request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        to(request, requestId, answer);
        request.connection().close();
    }

    /**
     * A caller that goes away ends the pipe with a failure at the next piece; while none comes, only the connection says
     * that it is closed.
     */
    static void stream(HttpServerResponse response, Answer.Streamed stream) {
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
}
