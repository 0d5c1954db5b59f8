package funcgraph.cli;

import funcgraph.cli.project.Project;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "deploy",
        description =
                "Creates a function or changes what is different, from a folder's funcgraph.yaml or from flags, and"
                        + " prints each change.")
final class DeployCommand extends Verb {

    /** "unchanged since the last publication" (docs/compatibility.md, Versions). */
    private static final String UNCHANGED = "FSS.1016";

    @Mixin
    private ProjectFlags flags = new ProjectFlags();

    @Mixin
    private Shown shown = new Shown();

    @Option(names = "--dry-run", description = "change nothing; exit code 5 when there is something to change, else 0")
    private boolean dryRun;

    @Option(names = "--force", description = "send code and secrets even when they seem to be there")
    private boolean force;

    @Option(
            names = "--publish",
            arity = "0..1",
            fallbackValue = "",
            paramLabel = "VERSION",
            description = "publish a version afterwards; without a name the server makes one")
    private @Nullable String version;

    @Override
    int run(ApiClient api) {
        var project = flags.project();
        var deployment = Deployment.plan(api, project, err(), force);
        if (dryRun) {
            tell(project, deployment, "");
            return deployment.isNeeded() ? Exit.CHANGES : Exit.DONE;
        }
        deployment.apply();
        tell(project, deployment, version == null ? "" : publish(api, project, version));
        return Exit.DONE;
    }

    private String publish(ApiClient api, Project project, String name) {
        var request = Json.object();
        if (!name.isEmpty()) {
            request.put("version", name);
        }
        try {
            return api.ask("POST", api.path(project.path()) + "/versions", Map.of(), request)
                    .path("version")
                    .asString("");
        } catch (ApiRefused refused) {
            if (name.isEmpty() && refused.errorCode().equals(UNCHANGED)) {
                return "";
            }
            throw refused;
        }
    }

    private void tell(Project project, Deployment deployment, String published) {
        if (!shown.isTable()) {
            shown.print(out(), report(project, deployment, published), nothing -> new funcgraph.cli.screen.Table());
            return;
        }
        if (deployment.isNew()) {
            out().println(project.path() + (dryRun ? " would be created" : " created"));
        } else if (!deployment.isNeeded()) {
            out().println(project.path() + " is up to date");
        } else {
            out().println(project.path() + (dryRun ? " would be changed" : " changed"));
        }
        deployment.changes().forEach(change -> out().println("  " + change));
        if (!published.isEmpty()) {
            out().println("  published version " + published);
        } else if (version != null && !dryRun) {
            out().println("  no new version: nothing has changed since the last");
        }
    }

    private ObjectNode report(Project project, Deployment deployment, String published) {
        var report = Json.object()
                .put("function", project.path())
                .put("created", deployment.isNew())
                .put("dry_run", dryRun);
        var changes = report.putArray("changes");
        for (var change : deployment.changes()) {
            changes.addObject()
                    .put("field", change.field())
                    .put("before", change.before())
                    .put("after", change.after());
        }
        return published.isEmpty() ? report : report.put("version", published);
    }
}
