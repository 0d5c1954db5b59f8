package funcgraph.runtime.worker;

import funcgraph.runtime.dotnet.DotnetWorker;
import java.nio.file.Path;
import java.util.List;

/** How a .NET worker is started: its assemblies lie beside the muxer, for which they were compiled. */
final class DotnetCommand {

    private DotnetCommand() {}

    /**
     * The program {@code dotnet} and what it runs. It needs {@link DotnetWorker#VARIABLES}.
     *
     * @param executable the muxer, as the worker sees it
     */
    static List<String> of(Path executable) {
        Path worker = executable.resolveSibling(DotnetWorker.DIRECTORY).resolve(DotnetWorker.ASSEMBLY);
        return List.of(executable.toString(), worker.toString());
    }
}
