package funcgraph.cli;

import funcgraph.contract.Limits;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

@Command(name = "list", mixinStandardHelpOptions = true, description = "Lists all functions of the project.")
final class ListCommand implements Callable<Integer> {

    @Mixin
    private Connection connection = new Connection();

    @Option(names = "--output", defaultValue = "table", description = "table or json (default: table)")
    private Output output = Output.table;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        try (var api = connection.open()) {
            var functions = all(api);
            spec.commandLine().getOut().print(output == Output.json ? pretty(functions) : tableOf(functions));
            return Exit.DONE;
        }
    }

    /** Page by page, until the server says that nothing is left or a page brings nothing. */
    private static ArrayNode all(ApiClient api) {
        var functions = Json.MAPPER.createArrayNode();
        long marker = 0;
        while (true) {
            var page = api.list(marker, Limits.PAGE_ITEMS);
            var found = page.path("functions");
            found.forEach(functions::add);
            marker = page.path("next_marker").asLong(0);
            if (found.isEmpty() || functions.size() >= page.path("count").asLong(0)) {
                return functions;
            }
        }
    }

    private static String pretty(JsonNode functions) {
        return Json.MAPPER.writeValueAsString(functions) + "\n";
    }

    private static String tableOf(ArrayNode functions) {
        var table = new Table("NAME", "PACKAGE", "RUNTIME", "HANDLER", "MEMORY", "TIMEOUT", "MODIFIED");
        for (var function : functions) {
            table.row(
                    function.path("func_name").asString(""),
                    function.path("package").asString(""),
                    function.path("runtime").asString(""),
                    function.path("handler").asString(""),
                    function.path("memory_size").asInt(0) + " MB",
                    function.path("timeout").asInt(0) + " s",
                    function.path("last_modified").asString(""));
        }
        return table.toString();
    }
}
