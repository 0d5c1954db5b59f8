package funcgraph.server.acceptance.observe;

import static org.assertj.core.api.Assertions.assertThat;

import funcgraph.server.acceptance.Api;
import funcgraph.server.acceptance.Proof;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/** Follows a log as a browser would: reads server-sent events. */
final class Follower implements AutoCloseable {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final long PATIENCE_SECONDS = 30;

    private final HttpResponse<InputStream> response;
    private final BufferedReader lines;

    private Follower(HttpResponse<InputStream> response) {
        this.response = response;
        this.lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    /**
     * Begins to follow.
     *
     * @param target below the functions
     * @param lastEventId where to go on, empty for now
     */
    static Follower of(Api api, String target, String lastEventId) {
        var whole = api.functions() + target;
        int question = whole.indexOf('?');
        var request = HttpRequest.newBuilder(URI.create(api.endpoint() + whole)).GET();
        api.proof()
                .headers(new Proof.Request(
                        "GET",
                        question < 0 ? whole : whole.substring(0, question),
                        question < 0 ? "" : whole.substring(question + 1),
                        api.endpoint().getRawAuthority(),
                        new byte[0]))
                .forEach(request::setHeader);
        if (!lastEventId.isEmpty()) {
            request.setHeader("Last-Event-ID", lastEventId);
        }
        try {
            return new Follower(HTTP.send(request.build(), HttpResponse.BodyHandlers.ofInputStream()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    int status() {
        return response.statusCode();
    }

    /** The next line of the log. */
    JsonNode next() {
        assertThat(status()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("text/event-stream");
        var event = CompletableFuture.supplyAsync(this::read).orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return event.join();
    }

    private JsonNode read() {
        try {
            var id = "";
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("id: ")) {
                    id = line.substring("id: ".length());
                } else if (line.startsWith("data: ")) {
                    var data = Api.json(line.substring("data: ".length()));
                    assertThat(data.path("seq").asString()).isEqualTo(id);
                    return data;
                }
            }
            throw new IllegalStateException("the stream ended");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            response.body().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
