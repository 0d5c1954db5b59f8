package funcgraph.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

@Command(
        name = "config",
        mixinStandardHelpOptions = true,
        description = "Shows or changes a function's metadata.",
        subcommands = {ConfigCommand.Get.class, ConfigCommand.Set.class})
final class ConfigCommand {

    private ConfigCommand() {}

    @Command(name = "get", mixinStandardHelpOptions = true, description = "Shows a function's metadata.")
    static final class Get implements Callable<Integer> {

        @Mixin
        private Connection connection = new Connection();

        @Option(names = "--output", defaultValue = "table", description = "table or json (default: table)")
        private Output output = Output.table;

        @Parameters(index = "0", paramLabel = "NAME", description = "NAME, PACKAGE:NAME, or a URN")
        private String name = "";

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() {
            try (var api = connection.open()) {
                spec.commandLine().getOut().print(shown(api.config(name), output));
                return Exit.DONE;
            }
        }
    }

    @Command(
            name = "set",
            mixinStandardHelpOptions = true,
            description = "Changes fields of a function's metadata; those not named keep their values.")
    static final class Set implements Callable<Integer> {

        @Mixin
        private Connection connection = new Connection();

        @Option(names = "--output", defaultValue = "table", description = "table or json (default: table)")
        private Output output = Output.table;

        @Parameters(index = "0", paramLabel = "NAME", description = "NAME, PACKAGE:NAME, or a URN")
        private String name = "";

        @Parameters(
                index = "1..*",
                arity = "1..*",
                paramLabel = "FIELD=VALUE",
                description = "a field of the API's request, such as memory_size=256 or user_data='{\"k\":\"v\"}'")
        private List<String> settings = List.of();

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() {
            var changes = changes();
            try (var api = connection.open()) {
                spec.commandLine().getOut().print(shown(api.updateConfig(name, changes), output));
                return Exit.DONE;
            }
        }

        private JsonNode changes() {
            try {
                return ConfigFields.parse(settings);
            } catch (IllegalArgumentException e) {
                throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
            }
        }
    }

    private static String shown(JsonNode config, Output output) {
        if (output == Output.json) {
            return Json.MAPPER.writeValueAsString(config) + "\n";
        }
        var table = new Table("FIELD", "VALUE");
        config.properties()
                .forEach(field -> table.row(
                        field.getKey(),
                        field.getValue().isString()
                                ? field.getValue().asString()
                                : field.getValue().toString()));
        return table.toString();
    }
}
