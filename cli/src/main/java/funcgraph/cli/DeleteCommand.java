package funcgraph.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "delete",
        mixinStandardHelpOptions = true,
        description = "Deletes a function, or one version when a URN names it.")
final class DeleteCommand implements Callable<Integer> {

    @Mixin
    private Connection connection = new Connection();

    @Parameters(index = "0", paramLabel = "NAME", description = "NAME, PACKAGE:NAME, or a URN")
    private String name = "";

    @Override
    public Integer call() {
        try (var api = connection.open()) {
            api.delete(name);
            return Exit.DONE;
        }
    }
}
