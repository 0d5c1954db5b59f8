package funcgraph.cli;

import funcgraph.cli.Difference.Change;
import funcgraph.cli.project.Code;
import funcgraph.cli.project.Parcel;
import funcgraph.cli.project.Project;
import funcgraph.cli.screen.Progress;
import funcgraph.cli.screen.Terminal;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** Brings a function on a server to what its folder wants, and sends nothing that is there already. */
final class Deployment {

    private static final int BAR_FROM_BYTES = 256 * 1024;
    private static final int DEFAULT_MEMORY_MB = 128;
    private static final int DEFAULT_TIMEOUT_SECONDS = 3;

    private final ApiClient api;
    private final Project project;
    private final PrintWriter err;
    private final boolean force;
    private final @Nullable Parcel parcel;
    private final JsonNode before;
    private final Difference difference;
    private final TriggerPlan triggers;
    private final List<Change> codeChanges;

    private Deployment(ApiClient api, Project project, PrintWriter err, boolean force) {
        this.api = api;
        this.project = project;
        this.err = err;
        this.force = force;
        this.parcel = project.parcel();
        this.before = config(api, project);
        this.difference = Difference.between(project.fields(), before, force);
        this.codeChanges = codeChanges();
        this.triggers = TriggerPlan.of(api, project, isNew());
    }

    /**
     * Packs the code and asks what is there.
     *
     * @param err where a bar shows how the upload goes, when that is a terminal
     * @param force whether to send code and secrets in any case
     */
    static Deployment plan(ApiClient api, Project project, PrintWriter err, boolean force) {
        return new Deployment(api, project, err, force);
    }

    boolean isNew() {
        return before.isMissingNode();
    }

    /** Everything that {@link #apply} would do; empty when nothing. Of a new function all that it is to have. */
    List<Change> changes() {
        var all = new ArrayList<>(codeChanges);
        all.addAll(difference.changes());
        all.addAll(triggers.changes());
        return all;
    }

    boolean isNeeded() {
        return isNew() || !changes().isEmpty();
    }

    /** Does it: code first, so that a new handler finds its code. */
    void apply() {
        if (isNew()) {
            create();
        } else {
            if (!codeChanges.isEmpty()) {
                send("PUT", api.path(project.path()) + "/code", codeRequest());
            }
            if (!difference.isEmpty()) {
                api.updateConfig(project.path(), difference.fields());
            }
        }
        triggers.apply();
    }

    private static JsonNode config(ApiClient api, Project project) {
        try {
            return api.config(project.path());
        } catch (ApiRefused refused) {
            if (refused.status() == 404) {
                return MissingNode.getInstance();
            }
            throw refused;
        }
    }

    /** Creation leaves out some fields that a change takes; those follow. */
    private void create() {
        var request = project.fields().deepCopy();
        request.put("func_name", project.name()).put("package", project.packageName());
        if (!request.has("memory_size")) {
            request.put("memory_size", DEFAULT_MEMORY_MB);
        }
        if (!request.has("timeout")) {
            request.put("timeout", DEFAULT_TIMEOUT_SECONDS);
        }
        request.setAll(codeRequest());
        var created = send("POST", api.functions(), request);
        var rest = Difference.between(project.fields(), created, false);
        if (!rest.isEmpty()) {
            api.updateConfig(project.path(), rest.fields());
        }
    }

    private ObjectNode codeRequest() {
        var request = Json.object();
        if (parcel != null) {
            request.put("code_type", parcel.type()).put("code_filename", parcel.filename());
            request.putObject("func_code").put("file", parcel.bytes());
        } else if (project.code() instanceof Code.Remote(String url)) {
            request.put("code_type", "obs").put("code_url", url);
        } else {
            request.put("code_type", "Custom-Image-Swr");
        }
        return request;
    }

    private JsonNode send(String method, String path, ObjectNode request) {
        if (parcel == null || parcel.bytes().length < BAR_FROM_BYTES || !Terminal.ERRORS.isThere()) {
            return api.upload(method, path, request);
        }
        long total = (parcel.bytes().length + 2L) / 3 * 4;
        try (var bar = Progress.of(err, "upload " + project.name(), total)) {
            return api.upload(method, path, request, bar);
        }
    }

    private List<Change> codeChanges() {
        if (parcel != null) {
            return isSameCode(parcel)
                    ? List.of()
                    : List.of(new Change("code", isNew() ? "(none)" : shown(before), shown(parcel)));
        }
        if (project.code() instanceof Code.Remote(String url)) {
            boolean same = "obs".equals(before.path("code_type").asString(""))
                    && url.equals(before.path("code_url").asString(""));
            return same && !force
                    ? List.of()
                    : List.of(new Change("code", before.path("code_url").asString("(none)"), url));
        }
        return List.of();
    }

    private boolean isSameCode(Parcel wanted) {
        if (force || isNew()) {
            return false;
        }
        if (wanted.digest().equals(before.path("digest").asString(""))) {
            return wanted.type().equals(before.path("code_type").asString(""));
        }
        return CompiledCode.isMade(before) && CompiledCode.isOf(wanted.bytes(), code());
    }

    private JsonNode code() {
        return api.ask("GET", api.path(project.path()) + "/code", Map.of(), null);
    }

    private static String shown(Parcel parcel) {
        return shown(parcel.digest(), parcel.bytes().length);
    }

    private static String shown(JsonNode config) {
        return shown(
                config.path("digest").asString(""), config.path("code_size").asLong(0));
    }

    private static String shown(String digest, long bytes) {
        var size = bytes < 1024
                ? bytes + " bytes"
                : bytes < 1024 * 1024
                        ? String.format(Locale.ROOT, "%.1f kB", bytes / 1024.0)
                        : String.format(Locale.ROOT, "%.1f MB", bytes / 1024.0 / 1024.0);
        return digest.isEmpty() ? "(none)" : digest.substring(0, Math.min(8, digest.length())) + " (" + size + ")";
    }
}
