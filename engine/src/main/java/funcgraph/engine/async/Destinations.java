package funcgraph.engine.async;

import funcgraph.domain.AsyncDestination;
import funcgraph.domain.Refused;
import funcgraph.store.obs.ObjectStore;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells outcomes to buckets, topics and streams. It blocks, each time for at most the configured time. */
public final class Destinations implements AutoCloseable {

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy/MM/dd").withZone(ZoneOffset.UTC);

    private final ObjectStore objects;
    private final DestinationSettings settings;
    private final Clock clock;
    private final HttpClient http;

    public Destinations(ObjectStore objects, DestinationSettings settings, Clock clock) {
        this.objects = objects;
        this.settings = settings;
        this.clock = clock;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(settings.timeLimit())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /** Why nothing could ever be told there, one sentence each. */
    List<String> problems(AsyncDestination to) {
        return switch (to.kind()) {
            case OBS ->
                objects.hasEndpoint()
                        ? List.of()
                        : List.of(
                                "destination is 'OBS'; allowed once obs.endpoints of the server names an object store");
            case SMN -> known(settings.topics(), "topic_urn", to.target(), "destinations.smn");
            case DIS -> known(settings.streams(), "stream_name", to.target(), "destinations.dis");
            case FUNCTION -> List.of();
        };
    }

    /** Tells it; empty when it was taken, else why not. */
    Optional<String> tell(AsyncDestination to, String id, byte[] message) {
        return switch (to.kind()) {
            case OBS -> put(to, id, message);
            case SMN -> post(settings.topics().get(to.target()), id, message);
            case DIS -> post(settings.streams().get(to.target()), id, message);
            case FUNCTION -> Optional.of("a function is no endpoint");
        };
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private static List<String> known(Map<String, URI> known, String field, String target, String key) {
        return known.containsKey(target)
                ? List.of()
                : List.of(field + " is '" + target + "'; allowed: one that " + key + " of the server names");
    }

    private Optional<String> put(AsyncDestination to, String id, byte[] message) {
        var key = to.prefix() + DAY.format(clock.instant()) + "/" + id + ".json";
        try {
            objects.put(to.target(), key, message, to.expiresDays());
            return Optional.empty();
        } catch (Refused e) {
            return Optional.of(e.refusal().toString());
        }
    }

    private Optional<String> post(@Nullable URI url, String id, byte[] message) {
        if (url == null) {
            return Optional.of("the server's configuration does not name it any more");
        }
        var request = HttpRequest.newBuilder(url)
                .timeout(settings.timeLimit())
                .header("Content-Type", "application/json")
                .header("X-Request-Id", id)
                .POST(HttpRequest.BodyPublishers.ofByteArray(message))
                .build();
        try {
            int status =
                    http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            return status >= 200 && status < 300 ? Optional.empty() : Optional.of("it answered HTTP " + status);
        } catch (IOException e) {
            return Optional.of(e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        }
    }
}
