package funcgraph.http;

import funcgraph.contract.ErrorCode;
import funcgraph.contract.Limits;
import funcgraph.http.exchange.ErrorMapper;
import funcgraph.http.gateway.Gateway;
import funcgraph.http.gateway.GatewayRequest;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads requests for the gateway and writes its answers: below a path of the API's port, or on a port of its own. */
final class GatewayListener {

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
                    Written.to(request, requestId, answer);
                    return null;
                });
        return served.otherwise(failure -> {
            Written.to(request, requestId, ErrorMapper.answer(failure, requestId));
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
}
