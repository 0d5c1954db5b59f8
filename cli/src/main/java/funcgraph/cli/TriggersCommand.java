package funcgraph.cli;

import funcgraph.cli.screen.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "triggers",
        mixinStandardHelpOptions = true,
        description = "Lists, creates, switches or deletes what starts a function.",
        subcommands = {
            TriggersCommand.All.class,
            TriggersCommand.Create.class,
            TriggersCommand.Enable.class,
            TriggersCommand.Disable.class,
            TriggersCommand.Delete.class,
            TriggersCommand.Types.class
        })
final class TriggersCommand {

    @Command(name = "list", description = "Lists a function's triggers.")
    static final class All extends Verb {

        @Mixin
        private Shown shown = new Shown();

        @Parameters(index = "0", paramLabel = "NAME", description = "NAME, PACKAGE:NAME, or a URN")
        private String name = "";

        @Override
        int run(ApiClient api) {
            shown.print(out(), api.ask("GET", triggers(api, name), Map.of(), null), All::tableOf);
            return Exit.DONE;
        }

        private static Table tableOf(JsonNode triggers) {
            var table = new Table("TYPE", "ID", "STATUS", "EVENT DATA");
            for (var trigger : triggers) {
                table.row(
                        trigger.path("trigger_type_code").asString(""),
                        trigger.path("trigger_id").asString(""),
                        trigger.path("trigger_status").asString(""),
                        trigger.path("event_data").toString());
            }
            return table;
        }
    }

    @Command(
            name = "create",
            description = "Makes a trigger and prints its id, such as: triggers create hello TIMER name=nightly"
                    + " schedule_type=Cron schedule='0 15 2 * * ?'")
    static final class Create extends Verb {

        @Parameters(index = "0", paramLabel = "NAME", description = "NAME, PACKAGE:NAME, or a URN")
        private String name = "";

        @Parameters(index = "1", paramLabel = "TYPE", description = "TIMER, APIG, OBS, …; see triggers types")
        private String type = "";

        @Parameters(
                index = "2..*",
                paramLabel = "KEY=VALUE",
                description = "a field of event_data: a number, true, false, a JSON object or array, else a text")
        private List<String> data = List.of();

        @Option(names = "--disabled", description = "do not start it yet")
        private boolean disabled;

        @Override
        int run(ApiClient api) {
            var request = Json.object()
                    .put("trigger_type_code", type)
                    .put("trigger_status", disabled ? "DISABLED" : "ACTIVE");
            request.set("event_data", eventData());
            var made = api.ask("POST", triggers(api, name), Map.of(), request);
            out().println(made.path("trigger_id").asString(""));
            return Exit.DONE;
        }

        private ObjectNode eventData() {
            var fields = Json.object();
            var problems = new ArrayList<String>();
            for (var each : data == null ? List.<String>of() : data) {
                int equals = each.indexOf('=');
                if (equals < 1) {
                    problems.add("'" + each + "' is not KEY=VALUE");
                } else {
                    fields.set(each.substring(0, equals), value(each.substring(equals + 1)));
                }
            }
            if (!problems.isEmpty()) {
                throw wrong(String.join("\n", problems));
            }
            return fields;
        }

        private static JsonNode value(String text) {
            var nodes = Json.NODES;
            try {
                if (text.startsWith("{") || text.startsWith("[") || text.matches("true|false|-?\\d{1,9}")) {
                    return Json.read(text);
                }
            } catch (JacksonException notJson) {
                return nodes.stringNode(text);
            }
            return nodes.stringNode(text);
        }
    }

    /** One trigger, named by its id. */
    abstract static class One extends Verb {

        @Parameters(index = "0", paramLabel = "NAME", description = "NAME, PACKAGE:NAME, or a URN")
        private String name = "";

        @Parameters(index = "1", paramLabel = "ID", description = "the trigger's id, or the beginning of it")
        private String id = "";

        /** The path of a trigger names its type too, which is looked up. */
        final String path(ApiClient api) {
            var found = new ArrayList<JsonNode>();
            for (var each : api.ask("GET", triggers(api, name), Map.of(), null)) {
                if (each.path("trigger_id").asString("").startsWith(id)) {
                    found.add(each);
                }
            }
            if (found.size() != 1) {
                throw wrong(
                        found.isEmpty()
                                ? "the function has no trigger '" + id + "'; see triggers list"
                                : "'" + id + "' begins the ids of " + found.size() + " triggers: say more of it");
            }
            return triggers(api, name) + "/"
                    + found.getFirst().path("trigger_type_code").asString("") + "/"
                    + found.getFirst().path("trigger_id").asString("");
        }

        final int turn(ApiClient api, String status) {
            api.ask("PUT", path(api), Map.of(), Json.object().put("trigger_status", status));
            return Exit.DONE;
        }
    }

    @Command(name = "enable", description = "Lets a trigger fire again.")
    static final class Enable extends One {
        @Override
        int run(ApiClient api) {
            return turn(api, "ACTIVE");
        }
    }

    @Command(name = "disable", description = "Lets a trigger fire no more, and keeps it.")
    static final class Disable extends One {
        @Override
        int run(ApiClient api) {
            return turn(api, "DISABLED");
        }
    }

    @Command(name = "delete", description = "Deletes a trigger.")
    static final class Delete extends One {
        @Override
        int run(ApiClient api) {
            api.ask("DELETE", path(api), Map.of(), null);
            return Exit.DONE;
        }
    }

    @Command(name = "types", description = "Lists the types of triggers that the server knows.")
    static final class Types extends Verb {

        @Mixin
        private Shown shown = new Shown();

        @Override
        int run(ApiClient api) {
            shown.print(out(), api.ask("GET", api.service() + "/triggertypes", Map.of(), null), Types::tableOf);
            return Exit.DONE;
        }

        private static Table tableOf(JsonNode types) {
            var table = new Table("TYPE", "STATUS", "NAME", "DESCRIPTION");
            for (var type : types.isArray() ? types : types.path("trigger_types")) {
                table.row(
                        type.path("trigger_type_code").asString(""),
                        type.path("status").asString(""),
                        type.path("display_name").asString(""),
                        type.path("description").asString(""));
            }
            return table;
        }
    }

    private static String triggers(ApiClient api, String name) {
        return api.service() + "/triggers/" + ApiClient.pathSegment(name);
    }
}
