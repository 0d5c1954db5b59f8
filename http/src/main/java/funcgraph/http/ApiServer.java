package funcgraph.http;

import funcgraph.contract.ErrorCode;
import funcgraph.domain.CallHeaders;
import funcgraph.domain.Ids;
import funcgraph.engine.iam.Caller;
import funcgraph.engine.trace.Tracing;
import funcgraph.http.auth.Authenticator;
import funcgraph.http.console.Console;
import funcgraph.http.exchange.Answer;
import funcgraph.http.exchange.ApiRequest;
import funcgraph.http.exchange.ErrorMapper;
import funcgraph.http.exchange.Rejected;
import funcgraph.http.exchange.Route;
import funcgraph.http.exchange.RouteTable;
import funcgraph.http.gateway.Gateway;
import funcgraph.http.metrics.RequestCounts;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * The HTTP server: on each event loop it finds the route, reads the body, learns who asks, and hands the request to its
 * plane. Whatever happens, the request gets one answer.
 */
public final class ApiServer {

    /** Blocking requests at a time; beyond it callers hear 503 at once instead of waiting in memory. */
    private static final int MOST_BLOCKING = 1024;

    /** From this body size on a signature's hash is computed off the event loop. */
    private static final int LARGE_BODY_BYTES = 128 * 1024;

    /** Tokens are long: real ones take kilobytes (functiongraph-api 6.1). */
    private static final int HEADER_BYTES = 64 * 1024;

    private static final int REQUEST_LINE_BYTES = 16 * 1024;

    /** Below it the gateway is served on the API's own port. */
    public static final String GATEWAY_PATH = "/gateway";

    private final Vertx vertx;
    private final RouteTable routes;
    private final Gatekeeper gate;
    private final BodyReading bodies;
    private final Console console;
    private final Ids ids;
    private final int loops;
    private final Duration idleTimeout;
    private final RequestCounts requests;
    private final Tracing tracing;
    private final ExecutorService blocking = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore blockingPlaces = new Semaphore(MOST_BLOCKING);
    private final ConcurrentLinkedQueue<HttpServer> servers = new ConcurrentLinkedQueue<>();
    private final AtomicInteger inFlight = new AtomicInteger();
    private volatile @Nullable GatewayListener gateway;
    private volatile @Nullable Recording recording;
    private volatile AccessLog accessLog = AccessLog.OFF;

    /**
     * What the server is made of.
     *
     * @param loops event loops to listen on
     * @param requestsPerSecond rate limit of a project, 0 for none
     * @param bodyBudgetBytes what request bodies may hold of the heap at a time
     * @param idleTimeout after which a connection on which nothing moves is closed; longer than the longest call, since
     *     nothing moves while a function runs
     */
    public record Settings(int loops, int requestsPerSecond, long bodyBudgetBytes, Duration idleTimeout) {}

    /**
     * Makes the server; {@link #start} has it listen.
     *
     * @param requests counts what is answered
     * @param tracing where the spans of requests begin
     */
    public ApiServer(
            Vertx vertx,
            RouteTable routes,
            Authenticator authenticator,
            Ids ids,
            Settings settings,
            RequestCounts requests,
            Tracing tracing) {
        this.vertx = vertx;
        this.routes = routes;
        this.gate = new Gatekeeper(authenticator, new RateLimits(settings.requestsPerSecond(), System::nanoTime));
        this.bodies = new BodyReading(vertx, settings.bodyBudgetBytes());
        this.console = new Console(vertx);
        this.ids = ids;
        this.loops = settings.loops();
        this.idleTimeout = settings.idleTimeout();
        this.requests = requests;
        this.tracing = tracing;
    }

    /** Listens on every event loop; completes with the port when requests are accepted. */
    public Future<Integer> start(String host, int port) {
        // To Vert.x a negative port is a free one that all listeners of a deployment share.
        int shared = port == 0 ? -1 : port;
        return vertx.deployVerticle(
                        () -> new Listener(host, shared, this::accept), new DeploymentOptions().setInstances(loops))
                .map(deployed -> servers.element().actualPort());
    }

    /** Serves the gateway as well, below {@link #GATEWAY_PATH}; to be called before {@link #start}. */
    public void mount(Gateway mounted) {
        gateway = new GatewayListener(mounted, bodies);
    }

    /** Keeps a record of changes; to be called before {@link #start}. */
    public void record(Recording kept) {
        recording = kept;
    }

    /** Says which requests leave a line in the server's log. */
    public void log(AccessLog which) {
        accessLog = which;
    }

    /** Listens for the gateway alone on a port of its own, after {@link #start}; completes with the port. */
    public Future<Integer> startGateway(String host, int port) {
        return vertx.deployVerticle(
                        () -> new Listener(host, port, request -> acceptGateway(gateway, request, "")),
                        new DeploymentOptions().setInstances(loops))
                .map(deployed -> port);
    }

    /** Stops accepting and waits for the requests in flight, at most {@code patience}. */
    public Future<Void> stop(Duration patience) {
        Future<Void> all = Future.succeededFuture();
        for (var server : servers) {
            var stopped = server.shutdown(patience.toMillis(), TimeUnit.MILLISECONDS);
            all = all.compose(ignored -> stopped);
        }
        return all.onComplete(ignored -> blocking.shutdown());
    }

    /** Requests that have no answer yet. */
    public int inFlight() {
        return inFlight.get();
    }

    /** A listener for each event loop; they share the port, and connections are dealt out among them. */
    private final class Listener extends AbstractVerticle {

        private final String host;
        private final int port;
        private final Handler<HttpServerRequest> requests;

        Listener(String host, int port, Handler<HttpServerRequest> requests) {
            this.host = host;
            this.port = port;
            this.requests = requests;
        }

        @Override
        public void start(Promise<Void> started) {
            listen(host, port, requests).<Void>mapEmpty().onComplete(started);
        }
    }

    private Future<HttpServer> listen(String host, int port, Handler<HttpServerRequest> requests) {
        var options = new HttpServerOptions()
                .setMaxHeaderSize(HEADER_BYTES)
                .setMaxInitialLineLength(REQUEST_LINE_BYTES)
                .setIdleTimeout(Math.toIntExact(idleTimeout.toSeconds()))
                .setHttp2ClearTextEnabled(false)
                .setTcpNoDelay(true);
        var server =
                vertx.createHttpServer(options).requestHandler(requests).invalidRequestHandler(this::refuseUnreadable);
        return server.listen(port, host).onSuccess(servers::add);
    }

    /**
     * What is no request of HTTP, or too large for one. The answer says that the connection ends: a client that kept it for
     * its next request would lose that one.
     */
    private void refuseUnreadable(HttpServerRequest request) {
        var requestId = ids.uuid();
        var refusal = Unreadable.refused(request.decoderResult().cause(), HEADER_BYTES, REQUEST_LINE_BYTES);
        accessLog.tell(request, requestId, System.nanoTime(), refusal.code().httpStatus());
        Written.last(request, requestId, ErrorMapper.answer(refusal, requestId));
    }

    private void accept(HttpServerRequest request) {
        var mounted = gateway;
        if (mounted != null && request.path() != null && request.path().startsWith(GATEWAY_PATH + "/")) {
            acceptGateway(mounted, request, GATEWAY_PATH);
            return;
        }
        if (console.isFor(request)) {
            inFlight.incrementAndGet();
            console.serve(request).onComplete(done -> inFlight.decrementAndGet());
            return;
        }
        var requestId = ids.uuid();
        var sighting = new Sighting(requests, tracing, request);
        long begun = accessLog == AccessLog.OFF ? 0 : System.nanoTime();
        inFlight.incrementAndGet();
        try {
            answer(request, requestId, sighting)
                    .onComplete(done -> answered(
                            request,
                            requestId,
                            begun,
                            done.succeeded() ? done.result() : mapped(done.cause(), requestId),
                            sighting));
        } catch (RuntimeException e) {
            answered(request, requestId, begun, mapped(e, requestId), sighting);
        }
    }

    /** What is logged of it says of which request. */
    private static Answer mapped(Throwable failure, String requestId) {
        MDC.put(AccessLog.REQUEST_ID, requestId);
        try {
            return ErrorMapper.answer(failure, requestId);
        } finally {
            MDC.remove(AccessLog.REQUEST_ID);
        }
    }

    private void answered(HttpServerRequest request, String requestId, long begun, Answer answer, Sighting sighting) {
        inFlight.decrementAndGet();
        accessLog.tell(request, requestId, begun, answer.status());
        Written.to(request, requestId, answer);
        sighting.answered(answer.status());
    }

    private void acceptGateway(@Nullable GatewayListener listener, HttpServerRequest request, String prefix) {
        if (listener == null) {
            throw new IllegalStateException("a gateway that was not mounted");
        }
        var sighting = new Sighting(requests, tracing, request);
        sighting.gateway();
        inFlight.incrementAndGet();
        listener.serve(request, prefix, ids.uuid(), sighting.traceparent()).onComplete(done -> {
            inFlight.decrementAndGet();
            sighting.answered(request.response().getStatusCode());
        });
    }

    private Future<Answer> answer(HttpServerRequest request, String requestId, Sighting sighting) {
        var path = request.path() == null ? "/" : request.path();
        return switch (routes.match(request.method().name(), path)) {
            case RouteTable.Match.NoPath() ->
                rejected(
                        ErrorCode.NOT_FOUND,
                        "there is no " + request.method() + " " + path + " in this API",
                        requestId);
            case RouteTable.Match.OtherMethods(var allowed) ->
                rejected(
                                ErrorCode.METHOD_NOT_ALLOWED,
                                request.method() + " is not for this path; allowed: " + String.join(", ", allowed),
                                requestId)
                        .map(answer -> answer.with("Allow", String.join(", ", allowed)));
            case RouteTable.Match.BadPath(String segment) ->
                rejected(
                        ErrorCode.INVALID_PARAMETER,
                        "the path holds '" + segment + "'; allowed: percent-encoded UTF-8",
                        requestId);
            case RouteTable.Match.Found(Route route, Map<String, String> parameters) -> {
                sighting.routed(route);
                yield new Exchange(request, requestId, route, parameters, sighting.headers()).run();
            }
        };
    }

    private static Future<Answer> rejected(ErrorCode code, String message, String requestId) {
        return Future.succeededFuture(ErrorMapper.error(code, message, requestId));
    }

    /** One request on its way through body, proof, permission and plane. */
    private final class Exchange {

        private final HttpServerRequest request;
        private final String requestId;
        private final Route route;
        private final Map<String, String> parameters;
        private final CallHeaders headers;
        private final Context loop;

        Exchange(
                HttpServerRequest request,
                String requestId,
                Route route,
                Map<String, String> parameters,
                CallHeaders headers) {
            this.request = request;
            this.requestId = requestId;
            this.route = route;
            this.parameters = parameters;
            this.headers = headers;
            this.loop = vertx.getOrCreateContext();
        }

        Future<Answer> run() {
            if (BodyReading.announced(request) >= LARGE_BODY_BYTES) {
                gate.requireSomeProof(request, route);
            }
            return bodies.read(request, route.bodyBytes(), route.tooLarge())
                    .compose(body -> onPlane(body).onComplete(ignored -> bodies.release(body)));
        }

        /** A refusal, too, comes as a failed future: what follows it gives back the body's room. */
        private Future<Answer> onPlane(byte[] body) {
            return switch (route.handler()) {
                case Route.Handler.Blocking(var work) -> offLoop(() -> recorded(work, body));
                case Route.Handler.OnLoop(var work) ->
                    (body.length < LARGE_BODY_BYTES
                                    ? Future.succeededFuture(body).map(bytes -> admitted(bytes, ignored -> {}))
                                    : offLoop(() -> admitted(body, ignored -> {})))
                            .compose(work);
            };
        }

        /** Runs on a virtual thread and comes back to the request's own event loop. */
        private <T> Future<T> offLoop(java.util.concurrent.Callable<T> work) {
            if (!blockingPlaces.tryAcquire()) {
                return Future.failedFuture(new Rejected(
                        ErrorCode.UNAVAILABLE, MOST_BLOCKING + " requests are being worked on; try again"));
            }
            Promise<T> promise = Promise.promise();
            try {
                blocking.execute(() -> {
                    try {
                        MDC.put(AccessLog.REQUEST_ID, requestId); // the thread is this request's alone
                        complete(promise, work.call(), null);
                    } catch (Throwable e) {
                        complete(promise, null, e);
                    } finally {
                        blockingPlaces.release();
                    }
                });
            } catch (RejectedExecutionException e) {
                blockingPlaces.release();
                promise.fail(new Rejected(ErrorCode.UNAVAILABLE, "the server is stopping"));
            }
            return promise.future();
        }

        private <T> void complete(Promise<T> promise, @Nullable T result, @Nullable Throwable failure) {
            loop.runOnContext(ignored -> {
                if (failure == null) {
                    promise.complete(result);
                } else {
                    promise.fail(failure);
                }
            });
        }

        private Answer recorded(Function<ApiRequest, Answer> work, byte[] body) {
            var kept = recording;
            return kept == null
                    ? work.apply(admitted(body, ignored -> {}))
                    : kept.recorded(
                            request, route, parameters, requestId, proven -> work.apply(admitted(body, proven)));
        }

        private ApiRequest admitted(byte[] body, Consumer<Caller> proven) {
            var caller = gate.pass(request, route, parameters, body, proven);
            var query = request.query() == null ? "" : request.query();
            return new ApiRequest(requestId, parameters, query, headers, body, caller);
        }
    }
}
