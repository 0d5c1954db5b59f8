package funcgraph.http.metrics;

import funcgraph.contract.ErrorCode;
import funcgraph.contract.HealthResponse;
import funcgraph.http.exchange.Answer;
import funcgraph.http.exchange.ApiRequest;
import funcgraph.http.exchange.Rejected;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** For those who look after servers: they have no user here, and know a token at most. */
public final class HealthRoutes {

    private static final int UNAVAILABLE = 503;
    private static final String BEARER = "Bearer ";

    private final Exposition exposition;
    private final Supplier<String> whyNotReady;
    private final Supplier<HealthResponse> report;
    private final String token;

    /**
     * Makes the routes.
     *
     * @param whyNotReady {@code ""} when requests should be sent here
     * @param token that must be shown for what is more than yes or no; empty for none
     */
    public HealthRoutes(
            Exposition exposition, Supplier<String> whyNotReady, Supplier<HealthResponse> report, String token) {
        this.exposition = exposition;
        this.whyNotReady = whyNotReady;
        this.report = report;
        this.token = token;
    }

    public Answer metrics(ApiRequest request) {
        requireToken(request);
        return new Answer(200, Exposition.TEXT, Map.of(), exposition.text().getBytes(StandardCharsets.UTF_8));
    }

    /** The process is up and its event loops turn. */
    public Future<Answer> live(ApiRequest ignored) {
        return Future.succeededFuture(Answer.ok(Map.of("status", "up")));
    }

    public Answer ready(ApiRequest ignored) {
        var why = whyNotReady.get();
        return why.isEmpty()
                ? Answer.ok(Map.of("status", "up"))
                : Answer.json(UNAVAILABLE, Map.of("status", "down", "reason", why));
    }

    public Answer health(ApiRequest request) {
        requireToken(request);
        var now = report.get();
        return Answer.json(now.status().equals("up") || now.status().equals("degraded") ? 200 : UNAVAILABLE, now);
    }

    private void requireToken(ApiRequest request) {
        if (!token.isEmpty() && !isToken(request.header("Authorization"))) {
            throw new Rejected(
                    ErrorCode.UNAUTHORIZED, "Authorization: Bearer with the token of metrics.token is missing");
        }
    }

    /** Compared in the same time, however much of it is right. */
    private boolean isToken(@Nullable String header) {
        return header != null
                && header.startsWith(BEARER)
                && MessageDigest.isEqual(
                        header.substring(BEARER.length()).getBytes(StandardCharsets.UTF_8),
                        token.getBytes(StandardCharsets.UTF_8));
    }
}
