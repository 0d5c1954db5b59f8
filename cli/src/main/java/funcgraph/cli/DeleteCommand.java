package funcgraph.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "delete", description = "Deletes a function, or one version when a URN names it.")
final class DeleteCommand extends Verb {

    @Parameters(index = "0", paramLabel = "NAME", description = "NAME, PACKAGE:NAME, or a URN")
    private String name = "";

    @Override
    int run(ApiClient api) {
        api.delete(name);
        return Exit.DONE;
    }
}
