package funcgraph.cli;

import funcgraph.cli.screen.Table;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** How a command prints what the server said. */
final class Shown {

    /** Forms of output. */
    enum Form {
        /** For people: columns, chosen fields. */
        table,
        /** For scripts: the server's JSON, whole. */
        json,
        /** The same as YAML. */
        yaml
    }

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORM",
            defaultValue = "table",
            description = "table, json or yaml (default: table)")
    private Form form = Form.table;

    boolean isTable() {
        return form == Form.table;
    }

    /** @param table what people see of it */
    void print(PrintWriter out, JsonNode said, Function<JsonNode, Table> table) {
        out.print(
                switch (form) {
                    case table -> table.apply(said).toString();
                    case json -> Json.indented(said) + "\n";
                    case yaml -> yaml(said);
                });
        out.flush();
    }

    static String yaml(JsonNode said) {
        var settings =
                DumpSettings.builder().setDefaultFlowStyle(FlowStyle.BLOCK).build();
        return new Dump(settings).dumpToString(plain(said));
    }

    private static @Nullable Object plain(JsonNode node) {
        if (node.isObject()) {
            var map = new LinkedHashMap<String, @Nullable Object>();
            node.properties().forEach(field -> map.put(field.getKey(), plain(field.getValue())));
            return map;
        }
        if (node.isArray()) {
            return node.valueStream().map(Shown::plain).toList();
        }
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        if (node.isNumber()) {
            return node.numberValue();
        }
        return node.isNull() || node.isMissingNode() ? null : node.asString();
    }
}
