package funcgraph.cli;

import funcgraph.cli.project.Starter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "init",
        mixinStandardHelpOptions = true,
        description = "Makes a folder with a function that works and its funcgraph.yaml.")
final class InitCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "NAME", description = "the function's name")
    private String name = "";

    @Option(
            names = "--runtime",
            paramLabel = "RUNTIME",
            defaultValue = "Python3.9",
            description = "a runtime of funcgraph runtimes, or a bare language (default: Python3.9)")
    private String runtime = "";

    @Option(names = "--dir", paramLabel = "DIR", description = "where to put it (default: ./NAME)")
    private @Nullable Path directory;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        if (!name.matches("[A-Za-z](?:[A-Za-z0-9_-]{0,58}[A-Za-z0-9])?")) {
            throw wrong(
                    "'" + name + "' must be 1 to 60 letters, digits, _ or -, the first a letter, the last no - or _");
        }
        var starter = Starter.of(runtime)
                .orElseThrow(() -> wrong("--runtime: '" + runtime + "' must be one of " + Starter.allowed()));
        var into = directory == null ? Path.of(name) : directory;
        starter.write(into, name, runtime);
        var out = spec.commandLine().getOut();
        out.println("made " + into + "; next:");
        out.println("  cd " + into);
        if (!starter.build().isEmpty()) {
            out.println("  " + starter.build());
        }
        out.println("  funcgraph deploy");
        out.println("  funcgraph invoke " + name + " -d '{\"name\":\"you\"}'");
        return Exit.DONE;
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
