package funcgraph.http.resources;

import funcgraph.contract.TemplateResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The functions to begin from that come with the server: sources beside this class, and an index of them. */
public final class Templates {

    private static final int TIMEOUT_SECONDS = 10;
    private static final int MEMORY_MB = 128;

    private final List<TemplateResponse> all;

    /** Reads them all; there are few, and they are small. */
    public Templates() {
        this.all = JsonMapper.shared()
                .readTree(read("index.json"))
                .valueStream()
                .map(Templates::template)
                .toList();
    }

    /**
     * Those of a runtime, a scene and a service, {@code ""} for any.
     *
     * @param runtime compared without regard to case
     */
    List<TemplateResponse> find(String runtime, String scene, String service) {
        return all.stream()
                .filter(one -> runtime.isEmpty() || one.runtime().equalsIgnoreCase(runtime))
                .filter(one -> scene.isEmpty() || one.scene().equals(scene))
                .filter(one -> service.isEmpty() || one.service().equalsIgnoreCase(service))
                .toList();
    }

    Optional<TemplateResponse> find(String id) {
        return all.stream().filter(one -> one.id().equals(id)).findFirst();
    }

    private static TemplateResponse template(JsonNode entry) {
        var trigger = text(entry, "trigger");
        return new TemplateResponse(
                text(entry, "id"),
                1,
                text(entry, "title"),
                text(entry, "id"),
                text(entry, "description"),
                text(entry, "runtime"),
                "index.handler",
                "inline",
                Base64.getEncoder().encodeToString(read(text(entry, "file"))),
                TIMEOUT_SECONDS,
                MEMORY_MB,
                trigger.isEmpty() ? List.of() : List.of(new TemplateResponse.Trigger(trigger, trigger, "", "")),
                new TemplateResponse.Detail("", "", ""),
                text(entry, "user_data"),
                "",
                List.of(),
                text(entry, "scene"),
                text(entry, "service"));
    }

    private static String text(JsonNode entry, String name) {
        @Nullable JsonNode value = entry.get(name);
        return value == null ? "" : value.asString();
    }

    private static byte[] read(String name) {
        try (var source = Templates.class.getResourceAsStream("templates/" + name)) {
            if (source == null) {
                throw new IllegalStateException("template " + name + " is not in the jar");
            }
            return source.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
