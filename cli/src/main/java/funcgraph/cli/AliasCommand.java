package funcgraph.cli;

import funcgraph.cli.screen.Table;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "alias",
        mixinStandardHelpOptions = true,
        description = "Lists, creates, moves or deletes the aliases of a function's versions.",
        subcommands = {
            AliasCommand.All.class,
            AliasCommand.Create.class,
            AliasCommand.Update.class,
            AliasCommand.Delete.class
        })
final class AliasCommand {

    @Command(name = "list", description = "Lists a function's aliases.")
    static final class All extends Verb {

        @Mixin
        private Shown shown = new Shown();

        @Parameters(index = "0", paramLabel = "NAME", description = "NAME, or PACKAGE:NAME")
        private String name = "";

        @Override
        int run(ApiClient api) {
            shown.print(out(), api.ask("GET", aliases(api, name), Map.of(), null), All::tableOf);
            return Exit.DONE;
        }

        private static Table tableOf(JsonNode aliases) {
            var table = new Table("ALIAS", "VERSION", "WEIGHTS", "DESCRIPTION", "MODIFIED");
            for (var alias : aliases) {
                table.row(
                        alias.path("name").asString(""),
                        alias.path("version").asString(""),
                        alias.path("additional_version_weights").properties().stream()
                                .map(each -> each.getKey() + " " + each.getValue() + "%")
                                .collect(Collectors.joining(", ")),
                        alias.path("description").asString(""),
                        alias.path("last_modified").asString(""));
            }
            return table;
        }
    }

    /** What an alias points to. */
    abstract static class Pointing extends Verb {

        @Parameters(index = "0", paramLabel = "NAME", description = "NAME, or PACKAGE:NAME")
        private String name = "";

        @Parameters(index = "1", paramLabel = "ALIAS", description = "the alias")
        private String alias = "";

        @Parameters(index = "2", paramLabel = "VERSION", description = "what it points to")
        private String version = "";

        @Option(names = "--description", paramLabel = "TEXT", description = "what it is for")
        private @Nullable String description;

        @Option(
                names = "--also",
                paramLabel = "VERSION=PERCENT",
                description = "send this share of the calls to another version")
        private @Nullable Map<String, Integer> weights;

        final String name() {
            return name;
        }

        final String alias() {
            return alias;
        }

        final ObjectNode request() {
            var request = Json.object().put("version", version);
            if (description != null) {
                request.put("description", description);
            }
            if (weights != null) {
                var said = request.putObject("additional_version_weights");
                weights.forEach(said::put);
            }
            return request;
        }
    }

    @Command(name = "create", description = "Makes an alias.")
    static final class Create extends Pointing {
        @Override
        int run(ApiClient api) {
            var made = api.ask("POST", aliases(api, name()), Map.of(), request().put("name", alias()));
            out().println(made.path("alias_urn").asString(""));
            return Exit.DONE;
        }
    }

    @Command(name = "update", description = "Moves an alias; what is not said is cleared.")
    static final class Update extends Pointing {
        @Override
        int run(ApiClient api) {
            var path = aliases(api, name()) + "/" + ApiClient.pathSegment(alias());
            out().println(api.ask("PUT", path, Map.of(), request())
                    .path("alias_urn")
                    .asString(""));
            return Exit.DONE;
        }
    }

    @Command(name = "delete", description = "Deletes an alias; the version stays.")
    static final class Delete extends Verb {

        @Parameters(index = "0", paramLabel = "NAME", description = "NAME, or PACKAGE:NAME")
        private String name = "";

        @Parameters(index = "1", paramLabel = "ALIAS", description = "the alias")
        private String alias = "";

        @Override
        int run(ApiClient api) {
            api.ask("DELETE", aliases(api, name) + "/" + ApiClient.pathSegment(alias), Map.of(), null);
            return Exit.DONE;
        }
    }

    private static String aliases(ApiClient api, String name) {
        return api.path(name) + "/aliases";
    }
}
