package funcgraph.cli;

import funcgraph.cli.project.Project;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The project of a command line: a folder, and what the flags say over it. */
final class ProjectFlags {

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "DIR|FILE",
            defaultValue = ".",
            description = "a folder with a funcgraph.yaml, such a file, or a file of code (default: .)")
    private Path place = Path.of(".");

    @Option(names = "--name", paramLabel = "NAME", defaultValue = "", description = "the function's name")
    private String name = "";

    @Option(
            names = "--package",
            paramLabel = "PACKAGE",
            defaultValue = "",
            description = "its package (default: default)")
    private String packageName = "";

    @Option(names = "--runtime", paramLabel = "RUNTIME", defaultValue = "", description = "its runtime")
    private String runtime = "";

    @Option(names = "--handler", paramLabel = "HANDLER", defaultValue = "", description = "its handler")
    private String handler = "";

    @Option(
            names = "--set",
            paramLabel = "FIELD=VALUE",
            description = "any other field, as in config set; may be repeated")
    private List<String> settings = List.of();

    Path place() {
        return place;
    }

    /** Reads it anew. */
    Project project() {
        var flags = new Project.Flags(name, packageName, runtime, handler, settings == null ? List.of() : settings);
        return Project.read(place, flags, System.getenv());
    }
}
