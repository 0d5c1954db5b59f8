package funcgraph.server.acceptance.triggers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import funcgraph.server.acceptance.Api;
import funcgraph.server.acceptance.Reply;
import funcgraph.server.acceptance.Sample;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A function that writes each event it gets into a file named after the invocation, so that one which is run again after
 * a kill counts once; and how a test gives it triggers. Bodies are JSON
 * with single quotes. It needs a server without sandboxes, since it writes where the test can read.
 *
 * @param urn a name or a whole URN
 */
record Fired(Api api, String urn, Path heard) {

    static Fired create(Api api, String name, Path directory) {
        var heard = directory.resolve(name);
        api.create(Sample.inline(name, "Python3.9", "index.handler", source(heard)))
                .ok();
        return new Fired(api, name, heard);
    }

    private static String source(Path folder) {
        return """
            import json, os
            def handler(event, context):
                folder = "%s"
                os.makedirs(folder, exist_ok=True)
                name = os.path.join(folder, context.getRequestID())
                with open(name + ".tmp", "w") as file:
                    json.dump(event, file)
                os.rename(name + ".tmp", name + ".json")
            """.formatted(folder);
    }

    /** A request below the function's triggers. */
    Reply send(String method, String rest, String body) {
        return api.send(
                method,
                "/v2/" + api.projectId() + "/fgs/triggers/" + urn + rest,
                Map.of(),
                body.replace('\'', '"').getBytes(UTF_8));
    }

    /** Creates a trigger, which must be accepted. */
    Reply trigger(String type, String eventData) {
        var created = send("POST", "", "{'trigger_type_code': '%s', 'event_data': %s}".formatted(type, eventData));
        assertThat(created.status()).as(created::text).isEqualTo(201);
        return created;
    }

    /** Creates a trigger, brings it records, and gives the one event that comes of them; then it is deleted. */
    JsonNode deliver(String type, String eventData, String records) {
        int before = events().size();
        var id = trigger(type, eventData).json().path("trigger_id").asString();
        var answer = send("POST", "/" + type + "/" + id + "/events", "{'records': [" + records + "]}");
        assertThat(answer.status()).as(answer::text).isEqualTo(202);
        assertThat(answer.json().path("request_ids")).hasSize(1);
        await().atMost(Duration.ofSeconds(20)).until(() -> events().size() == before + 1);
        send("DELETE", "/" + type + "/" + id, "").gone();
        return events().getLast();
    }

    /** What the function has heard, in order. */
    List<JsonNode> events() {
        if (!Files.exists(heard)) {
            return List.of();
        }
        try (var files = Files.list(heard)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted((a, b) -> modified(a).compareTo(modified(b)))
                    .map(Fired::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static java.nio.file.attribute.FileTime modified(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode read(Path file) {
        try {
            return Api.json(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
