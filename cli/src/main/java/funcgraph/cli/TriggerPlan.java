package funcgraph.cli;

import funcgraph.cli.Difference.Change;
import funcgraph.cli.project.Project;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** What is to become of a function's triggers: those wanted are made or changed, and no other is touched. */
final class TriggerPlan {

    /** Kept by the server and never shown (docs/triggers.md). */
    private static final Set<String> UNSEEN =
            Set.of("db_password", "kafka_password", "access_password", "secret_key", "password");

    private final List<Change> changes = new ArrayList<>();
    private final List<Runnable> steps = new ArrayList<>();
    private final ApiClient api;
    private final String path;

    private TriggerPlan(ApiClient api, Project project) {
        this.api = api;
        this.path = api.service() + "/triggers/" + ApiClient.pathSegment(project.path());
    }

    /** Asks what is there, unless nothing is wanted or the function is not there itself. */
    static TriggerPlan of(ApiClient api, Project project, boolean isNew) {
        var plan = new TriggerPlan(api, project);
        if (!project.triggers().isEmpty()) {
            var there = isNew ? MissingNode.getInstance() : api.ask("GET", plan.path, Map.of(), null);
            project.triggers().forEach(wanted -> plan.look(wanted, there));
        }
        return plan;
    }

    List<Change> changes() {
        return changes;
    }

    void apply() {
        steps.forEach(Runnable::run);
    }

    private void look(JsonNode wanted, JsonNode there) {
        var type = wanted.path("trigger_type_code").asString("");
        var name = name(wanted);
        var label = "trigger " + type + (name.isEmpty() ? "" : " " + name);
        for (var each : there) {
            if (isSame(wanted, each)) {
                update(label, wanted, each);
                return;
            }
        }
        changes.add(new Change(label, "(none)", "created"));
        steps.add(() -> api.ask("POST", path, Map.of(), withStatus(wanted)));
    }

    private void update(String label, JsonNode wanted, JsonNode actual) {
        var change = Json.object();
        var status = status(wanted);
        if (!status.equals(actual.path("trigger_status").asString(""))) {
            change.put("trigger_status", status);
            changes.add(new Change(
                    label + " trigger_status", actual.path("trigger_status").asString(""), status));
        }
        var data = Json.object();
        for (var field : wanted.path("event_data").properties()) {
            var before = actual.path("event_data").path(field.getKey());
            if (!UNSEEN.contains(field.getKey()) && !Difference.isMet(field.getValue(), before)) {
                data.set(field.getKey(), field.getValue());
                changes.add(new Change(
                        label + " " + field.getKey(),
                        before.asString("(none)"),
                        field.getValue().asString("")));
            }
        }
        if (!data.isEmpty()) {
            change.set("event_data", data);
        }
        if (!change.isEmpty()) {
            var one = path + "/" + wanted.path("trigger_type_code").asString("") + "/"
                    + actual.path("trigger_id").asString("");
            steps.add(() -> api.ask("PUT", one, Map.of(), change));
        }
    }

    /** The same type and name; without a name, everything that is wanted. */
    private static boolean isSame(JsonNode wanted, JsonNode actual) {
        boolean sameType = wanted.path("trigger_type_code").equals(actual.path("trigger_type_code"));
        var name = name(wanted);
        return sameType
                && (name.isEmpty()
                        ? Difference.isMet(wanted.path("event_data"), actual.path("event_data"))
                        : name.equals(name(actual)));
    }

    private static String name(JsonNode trigger) {
        var data = trigger.path("event_data");
        return data.path("name").asString(data.path("trigger_name").asString(""));
    }

    private static String status(JsonNode wanted) {
        return wanted.path("trigger_status").asString("ACTIVE");
    }

    private static JsonNode withStatus(JsonNode wanted) {
        var request = Json.object();
        wanted.properties().forEach(each -> request.set(each.getKey(), each.getValue()));
        return request.put("trigger_status", status(wanted));
    }
}
