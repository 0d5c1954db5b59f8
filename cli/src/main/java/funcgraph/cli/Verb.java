package funcgraph.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that asks a server. */
@Command(mixinStandardHelpOptions = true)
abstract class Verb implements Callable<Integer> {

    @Mixin
    private Connection connection = new Connection();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public final Integer call() throws Exception {
        Ahead.await();
        prepare();
        try (var api = connection.open()) {
            return run(api);
        }
    }

    /** Does it, and answers one of {@link Exit}. */
    abstract int run(ApiClient api) throws Exception;

    /** What can be found wrong before anybody is asked. */
    void prepare() {
        // Most commands have nothing to look at.
    }

    final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    final PrintWriter err() {
        return spec.commandLine().getErr();
    }

    final ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
