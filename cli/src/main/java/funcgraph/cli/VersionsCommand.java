package funcgraph.cli;

import funcgraph.cli.screen.Table;
import funcgraph.contract.Limits;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(
        name = "versions",
        mixinStandardHelpOptions = true,
        description = "Lists, publishes or deletes a function's versions.",
        subcommands = {VersionsCommand.All.class, VersionsCommand.Publish.class, VersionsCommand.Delete.class})
final class VersionsCommand {

    @Command(name = "list", description = "Lists a function's versions, latest among them.")
    static final class All extends Verb {

        @Mixin
        private Shown shown = new Shown();

        @Parameters(index = "0", paramLabel = "NAME", description = "NAME, PACKAGE:NAME, or a URN")
        private String name = "";

        @Override
        int run(ApiClient api) {
            var page = Map.of("marker", "0", "maxitems", Integer.toString(Limits.PAGE_ITEMS));
            var versions =
                    api.ask("GET", api.path(name) + "/versions", page, null).path("versions");
            shown.print(out(), versions, All::tableOf);
            return Exit.DONE;
        }

        private static Table tableOf(JsonNode versions) {
            var table = new Table("VERSION", "DESCRIPTION", "RUNTIME", "HANDLER", "MEMORY", "PUBLISHED");
            for (var version : versions) {
                table.row(
                        version.path("version").asString(""),
                        version.path("version_description").asString(""),
                        version.path("runtime").asString(""),
                        version.path("handler").asString(""),
                        version.path("memory_size").asInt(0) + " MB",
                        version.path("last_modified").asString(""));
            }
            return table;
        }
    }

    @Command(name = "publish", description = "Publishes what the function is now as a version, and prints its name.")
    static final class Publish extends Verb {

        @Parameters(index = "0", paramLabel = "NAME", description = "NAME, or PACKAGE:NAME")
        private String name = "";

        @Parameters(
                index = "1",
                arity = "0..1",
                defaultValue = "",
                paramLabel = "VERSION",
                description = "its name; without one the server makes one of the time")
        private String version = "";

        @Option(names = "--description", paramLabel = "TEXT", defaultValue = "", description = "what is new in it")
        private String description = "";

        @Override
        int run(ApiClient api) {
            var request = Json.object().put("description", description);
            if (!version.isEmpty()) {
                request.put("version", version);
            }
            var published = api.ask("POST", api.path(name) + "/versions", Map.of(), request);
            out().println(published.path("version").asString(""));
            return Exit.DONE;
        }
    }

    @Command(name = "delete", description = "Deletes a version, with the aliases that point to it.")
    static final class Delete extends Verb {

        @Parameters(index = "0", paramLabel = "NAME", description = "NAME, or PACKAGE:NAME")
        private String name = "";

        @Parameters(index = "1", paramLabel = "VERSION", description = "its name")
        private String version = "";

        @Override
        int run(ApiClient api) {
            var urn = api.config(name).path("func_urn").asString("");
            var function = urn.split(":").length > 7 ? urn.substring(0, urn.lastIndexOf(':')) : urn;
            api.delete(function + ":" + version);
            return Exit.DONE;
        }
    }
}
