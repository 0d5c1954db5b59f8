package funcgraph.http;

import funcgraph.domain.CallHeaders;
import funcgraph.engine.trace.Traceparent;
import funcgraph.engine.trace.Tracing;
import funcgraph.http.exchange.Route;
import funcgraph.http.metrics.RequestCounts;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.vertx.core.http.HttpServerRequest;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is seen of one request from outside: where it went, how it was answered, how long that took. */
final class Sighting {

    /** Callers may make up names of methods, and each would be a series of its own. */
    private static final Set<String> METHODS = Set.of("GET", "PUT", "POST", "DELETE", "PATCH", "HEAD", "OPTIONS");

    private static final int FIRST_ERROR = 500;

    private final RequestCounts counts;
    private final Tracing tracing;
    private final HttpServerRequest request;
    private final long beganNanos = System.nanoTime();
    private String template = "other";
    private @Nullable Span span;

    Sighting(RequestCounts counts, Tracing tracing, HttpServerRequest request) {
        this.counts = counts;
        this.tracing = tracing;
        this.request = request;
    }

    /** Its way is known. Those who only look after the server are no part of a trace. */
    void routed(Route route) {
        template = route.template();
        if (!(route.access() instanceof Route.Access.Free)) {
            trace();
        }
    }

    /** It is for the gateway. */
    void gateway() {
        template = "gateway";
        trace();
    }

    private void trace() {
        if (tracing.isOn()) {
            var began = tracing.begin(
                    method() + " " + template,
                    SpanKind.SERVER,
                    Traceparent.parse(request.getHeader(Traceparent.HEADER)));
            if (began != null) {
                began.setAttribute("http.request.method", method());
                began.setAttribute("http.route", template);
                began.setAttribute("url.path", request.path() == null ? "/" : request.path());
            }
            span = began;
        }
    }

    /** Its headers; where it is traced, calls that it makes are part of it. */
    CallHeaders headers() {
        var headers = request.headers();
        var own = traceparent();
        return own == null ? headers::get : name -> name.equalsIgnoreCase(Traceparent.HEADER) ? own : headers.get(name);
    }

    /** What it says to the calls that it makes; null when it is not traced. */
    @Nullable
    String traceparent() {
        return span == null ? null : Tracing.of(span).text();
    }

    void answered(int status) {
        counts.add(method(), template, status, System.nanoTime() - beganNanos);
        if (span != null) {
            span.setAttribute("http.response.status_code", status);
            if (status >= FIRST_ERROR) {
                span.setStatus(StatusCode.ERROR);
            }
            span.end();
        }
    }

    private String method() {
        var name = request.method().name();
        return METHODS.contains(name) ? name : "OTHER";
    }
}
