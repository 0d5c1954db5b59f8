package funcgraph.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;

/**
 * The commands by name. To look at a class's annotations takes longer than to call a server, so a command line that names
 * its command gets that one alone; help, completion and misspellings get all.
 */
final class Verbs {

    private static final Map<String, Supplier<Object>> ALL = all();

    private Verbs() {}

    /** What {@code args} needs. */
    static void add(CommandLine line, String... args) {
        var named = args.length == 0 ? null : ALL.get(args[0]);
        if (named == null) {
            addAll(line);
        } else {
            line.addSubcommand(args[0], named.get());
        }
    }

    static void addAll(CommandLine line) {
        ALL.forEach((name, verb) -> line.addSubcommand(name, verb.get()));
    }

    private static Map<String, Supplier<Object>> all() {
        var verbs = new LinkedHashMap<String, Supplier<Object>>();
        verbs.put("init", InitCommand::new);
        verbs.put("deploy", DeployCommand::new);
        verbs.put("dev", DevCommand::new);
        verbs.put("invoke", InvokeCommand::new);
        verbs.put("logs", LogsCommand::new);
        verbs.put("list", ListCommand::new);
        verbs.put("config", ConfigCommand::new);
        verbs.put("delete", DeleteCommand::new);
        verbs.put("versions", VersionsCommand::new);
        verbs.put("alias", AliasCommand::new);
        verbs.put("triggers", TriggersCommand::new);
        verbs.put("top", TopCommand::new);
        verbs.put("login", LoginCommand::new);
        verbs.put("completion", CompletionCommand::new);
        return verbs;
    }
}
