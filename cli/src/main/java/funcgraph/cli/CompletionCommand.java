package funcgraph.cli;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        description = {
            "Prints a script that lets a shell complete commands and flags.",
            "bash: source <(funcgraph completion bash); zsh: the same with zsh;"
                    + " fish: funcgraph completion fish > ~/.config/fish/completions/funcgraph.fish"
        })
final class CompletionCommand implements Callable<Integer> {

    /** What the launcher hands to the server, which is not on this command line. */
    private static final List<String> SERVER = List.of("quickstart", "serve", "runtimes");

    enum Shell {
        bash,
        zsh,
        fish
    }

    @Parameters(index = "0", paramLabel = "SHELL", description = "bash, zsh or fish")
    private Shell shell = Shell.bash;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        var line = new CommandLine(Main.shape());
        Verbs.addAll(line);
        SERVER.forEach(verb -> line.addSubcommand(verb, CommandSpec.create()));
        spec.commandLine().getOut().print(script(line));
        return Exit.DONE;
    }

    private String script(CommandLine line) {
        return switch (shell) {
            case bash -> AutoComplete.bash("funcgraph", line);
            // The script is bash's, and zsh runs it with these.
            case zsh ->
                "autoload -U +X compinit && compinit\nautoload -U +X bashcompinit && bashcompinit\n"
                        + AutoComplete.bash("funcgraph", line);
            case fish -> fish(line);
        };
    }

    private static String fish(CommandLine line) {
        var script = new StringBuilder("complete -c funcgraph -f\n");
        line.getSubcommands().forEach((name, verb) -> {
            script.append("complete -c funcgraph -n __fish_use_subcommand -a ")
                    .append(name)
                    .append(description(verb.getCommandSpec().usageMessage().description()))
                    .append('\n');
            options(script, "__fish_seen_subcommand_from " + name, verb);
            var below = String.join(" ", verb.getSubcommands().keySet());
            if (!below.isEmpty()) {
                script.append("complete -c funcgraph -n '__fish_seen_subcommand_from ")
                        .append(name)
                        .append("; and not __fish_seen_subcommand_from ")
                        .append(below)
                        .append("' -a '")
                        .append(below)
                        .append("'\n");
            }
            verb.getSubcommands()
                    .forEach((part, each) -> options(
                            script,
                            "__fish_seen_subcommand_from " + name + "; and __fish_seen_subcommand_from " + part,
                            each));
        });
        return script.toString();
    }

    private static void options(StringBuilder script, String when, CommandLine verb) {
        for (var option : verb.getCommandSpec().options()) {
            script.append("complete -c funcgraph -n '").append(when).append("'");
            Arrays.stream(option.names())
                    .forEach(name -> script.append(name.startsWith("--") ? " -l " : " -s ")
                            .append(name.replaceFirst("^-+", "")));
            boolean takesValue = option.arity().max() > 0;
            script.append(takesValue ? " -r" : "")
                    .append(description(option.description()))
                    .append('\n');
        }
    }

    private static String description(String... text) {
        return text.length == 0 ? "" : " -d '" + text[0].replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
