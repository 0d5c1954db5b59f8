package funcgraph.server.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** Calls whose answers come in pieces. */
public final class Streams {

    public static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Streams() {}

    public static ObjectNode streaming(ObjectNode request) {
        return request.put("is_return_stream", true).put("timeout", 30);
    }

    /** Calls a function and takes its answer as it comes. */
    public static HttpResponse<InputStream> open(Api api, String function, String event) throws Exception {
        var target = api.functions() + "/" + function + "/invocations";
        byte[] body = event.getBytes(UTF_8);
        var request = HttpRequest.newBuilder(URI.create(api.endpoint() + target))
                .timeout(Duration.ofSeconds(30))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .header("Content-Type", "application/json");
        api.proof()
                .headers(new Proof.Request("POST", target, "", api.endpoint().getRawAuthority(), body))
                .forEach(request::setHeader);
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    }

    public static BufferedReader lines(HttpResponse<InputStream> response) {
        return new BufferedReader(new InputStreamReader(response.body(), UTF_8));
    }

    public static void assertComesInPieces(HttpResponse<InputStream> answer, Runnable go) throws IOException {
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/event-stream");
        var events = lines(answer);
        assertThat(events.readLine()).isEqualTo("data: 1");
        go.run();
        assertThat(events.readLine()).isEmpty();
        assertThat(events.readLine()).isEqualTo("data: 2");
        assertThat(events.lines().toList()).isEqualTo(List.of(""));
    }

    /** Makes an API of the gateway and gives a request for it. */
    public static HttpRequest throughTheGateway(Api api, String function, String path, int timeoutMs) {
        var data = """
                {"group_id": "streams", "env_id": "DEFAULT_ENVIRONMENT_RELEASE_ID", "auth": "NONE", "protocol": "HTTP",
                 "name": "API%1$s", "path": "%2$s", "match_mode": "SWA", "req_method": "GET", "backend_type": "FUNCTION",
                 "type": 1, "func_info": {"timeout": %3$d}}""".formatted(path.replace('/', '_'), path, timeoutMs);
        var trigger = api.send(
                "POST",
                "/v2/" + api.projectId() + "/fgs/triggers/" + api.urn(function),
                Map.of(),
                ("{\"trigger_type_code\": \"APIG\", \"event_data\": " + data + "}").getBytes(UTF_8));
        var url = trigger.json().path("event_data").path("invoke_url").asString();
        return HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofSeconds(30))
                .build();
    }
}
