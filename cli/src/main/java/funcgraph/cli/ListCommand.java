package funcgraph.cli;

import funcgraph.cli.screen.Table;
import funcgraph.contract.Limits;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

@Command(name = "list", description = "Lists all functions of the project.")
final class ListCommand extends Verb {

    @Mixin
    private Shown shown = new Shown();

    @Override
    int run(ApiClient api) {
        shown.print(out(), all(api), ListCommand::tableOf);
        return Exit.DONE;
    }

    /** Page by page, until the server says that nothing is left or a page brings nothing. */
    private static ArrayNode all(ApiClient api) {
        var functions = Json.NODES.arrayNode();
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

    private static Table tableOf(JsonNode functions) {
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
        return table;
    }
}
