package funcgraph.cli;

import funcgraph.cli.project.Fields;
import funcgraph.cli.screen.Table;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

@Command(
        name = "config",
        mixinStandardHelpOptions = true,
        description = "Shows or changes a function's metadata.",
        subcommands = {ConfigCommand.Get.class, ConfigCommand.Set.class})
final class ConfigCommand {

    @Command(name = "get", description = "Shows a function's metadata, or the values of fields.")
    static final class Get extends Verb {

        @Mixin
        private Shown shown = new Shown();

        @Parameters(index = "0", paramLabel = "NAME", description = "NAME, PACKAGE:NAME, or a URN")
        private String name = "";

        @Parameters(
                index = "1..*",
                paramLabel = "FIELD",
                description = "only these, such as memory_size or user_data.KEY; of one, its bare value")
        private List<String> fields = List.of();

        @Override
        int run(ApiClient api) {
            var config = api.config(name);
            var wanted = fields == null ? List.<String>of() : fields;
            if (wanted.isEmpty()) {
                shown.print(out(), config, ConfigCommand::tableOf);
                return Exit.DONE;
            }
            var found = Json.object();
            for (var field : wanted) {
                var value = at(config, field);
                if (value.isMissingNode()) {
                    throw wrong("the function has no field '" + field + "'");
                }
                found.set(field, value);
            }
            if (wanted.size() == 1 && shown.isTable()) {
                out().println(plain(found.path(wanted.getFirst())));
            } else {
                shown.print(out(), found, ConfigCommand::tableOf);
            }
            return Exit.DONE;
        }

        private static JsonNode at(JsonNode config, String field) {
            int dot = field.indexOf('.');
            if (dot < 0) {
                return config.path(field);
            }
            var whole = config.path(field.substring(0, dot));
            return (whole.isString() ? Fields.object(whole) : whole).path(field.substring(dot + 1));
        }
    }

    @Command(name = "set", description = "Changes fields of a function's metadata; those not named keep their values.")
    static final class Set extends Verb {

        @Mixin
        private Shown shown = new Shown();

        @Parameters(index = "0", paramLabel = "NAME", description = "NAME, PACKAGE:NAME, or a URN")
        private String name = "";

        @Parameters(
                index = "1..*",
                paramLabel = "FIELD=VALUE",
                description = "a field of the API's request, such as memory_size=256, user_data='{\"k\":\"v\"}',"
                        + " or a part of one: user_data.KEY=VALUE, strategy_config.concurrency=5")
        private List<String> settings = List.of();

        @Option(
                names = "--unset",
                paramLabel = "FIELD",
                description = "a field or part to clear, such as user_data.KEY; may be repeated")
        private List<String> cleared = List.of();

        @Override
        void prepare() {
            settings = settings == null ? List.of() : settings;
            cleared = cleared == null ? List.of() : cleared;
            if (settings.isEmpty() && cleared.isEmpty()) {
                throw wrong("nothing to change: name FIELD=VALUE, or --unset FIELD");
            }
            changes(MissingNode.getInstance());
        }

        @Override
        int run(ApiClient api) {
            var parts = Stream.concat(settings.stream(), cleared.stream()).toList();
            var changes = Fields.nameParts(parts) ? changes(api.config(name)) : changes(MissingNode.getInstance());
            shown.print(out(), api.updateConfig(name, changes), ConfigCommand::tableOf);
            return Exit.DONE;
        }

        private JsonNode changes(JsonNode current) {
            try {
                return Fields.parse(settings, cleared, current);
            } catch (IllegalArgumentException e) {
                throw wrong(String.valueOf(e.getMessage()));
            }
        }
    }

    private static Table tableOf(JsonNode config) {
        var table = new Table("FIELD", "VALUE");
        config.properties().forEach(field -> table.row(field.getKey(), plain(field.getValue())));
        return table;
    }

    private static String plain(JsonNode value) {
        return value.isString() ? value.asString() : value.toString();
    }
}
