package funcgraph.http;

import funcgraph.contract.ErrorCode;
import funcgraph.contract.HeaderNames;
import funcgraph.contract.Limits;
import funcgraph.http.exchange.Answer;
import funcgraph.http.exchange.ErrorMapper;
import funcgraph.http.gateway.Gateway;
import funcgraph.http.gateway.GatewayAnswer;
import funcgraph.http.gateway.GatewayRequest;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads requests for the gateway and writes its answers: below a path of the API's port, or on a port of its own. */
final class GatewayListener {

    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;

    private final Gateway gateway;
    private final BodyReading bodies;

    GatewayListener(Gateway gateway, BodyReading bodies) {
        this.gateway = gateway;
        this.bodies = bodies;
    }

    /**
     * Serves a request; the future completes when its answer has been handed to the connection, and never fails.
     *
     * @param prefix what stands before the gateway's own part of the path
     * @param traceparent which span the request is, or null
     */
    Future<Void> serve(HttpServerRequest request, String prefix, String requestId, @Nullable String traceparent) {
        Future<Void> served = bodies.read(request, Limits.EVENT_BYTES, ErrorCode.EVENT_TOO_LARGE)
                .compose(body -> gateway.answer(read(request, prefix, requestId, traceparent, body))
                        .onComplete(ignored -> bodies.release(body)))
                .<Void>map(answer -> {
                    write(request, requestId, answer);
                    return null;
                });
        return served.otherwise(failure -> {
            write(request, requestId, plain(ErrorMapper.answer(failure, requestId)));
            return null;
        });
    }

    private static GatewayRequest read(
            HttpServerRequest request, String prefix, String requestId, @Nullable String traceparent, byte[] body) {
        var path = request.path() == null ? "/" : request.path();
        return new GatewayRequest(
                requestId,
                request.method().name(),
                path,
                path.substring(prefix.length()),
                request.query() == null ? "" : request.query(),
                List.copyOf(request.headers().entries()),
                request.remoteAddress() == null ? "" : request.remoteAddress().hostAddress(),
                traceparent,
                body);
    }

    private static GatewayAnswer plain(Answer answer) {
        return new GatewayAnswer(
                answer.status(), List.of(Map.entry("Content-Type", answer.contentType())), answer.body());
    }

    private static void write(HttpServerRequest request, String requestId, GatewayAnswer answer) {
        var response = request.response();
        if (response.ended() || response.closed()) {
            if (answer.stream() != null) {
                answer.stream().ended().run();
            }
            return;
        }
        response.setStatusCode(answer.status());
        answer.headers().forEach(header -> response.headers().add(header.getKey(), header.getValue()));
        response.putHeader(HeaderNames.REQUEST_ID, requestId);
        if (!request.isEnded()) {
            response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        if (answer.stream() != null) {
            Written.stream(response, answer.stream());
        } else if (request.method().equals(HttpMethod.HEAD)) {
            response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(answer.body().length));
            response.end();
        } else if (answer.status() == NO_CONTENT || answer.status() == NOT_MODIFIED) {
            response.end();
        } else {
            response.end(Buffer.buffer(answer.body()));
        }
    }
}
