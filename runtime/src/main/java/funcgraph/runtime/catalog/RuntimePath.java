package funcgraph.runtime.catalog;

import funcgraph.domain.RuntimeName;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a runtime's interpreter lies below a directory of runtimes: {@code <id>/rtsp/<language>}, as in
 * {@code nodejs6.10/rtsp/nodejs}. Functions name these paths in their own {@code bootstrap} (reference/runtimes 1.7), so
 * the tree is the real platform's.
 *
 * @param id such as {@code python2.7}
 * @param language such as {@code python}
 */
public record RuntimePath(String id, String language) {

    /** Where functions expect all runtimes. */
    public static final Path SEEN = Path.of("/opt/function/runtime");

    /** Empty where the code itself is the program, so that there is nothing to find. */
    public static Optional<RuntimePath> of(RuntimeName runtime) {
        return switch (runtime.family()) {
            case NODE -> path("nodejs", runtime, "nodejs");
            case PYTHON -> path("python", runtime, "python");
            case JAVA -> path("java", runtime, "jre");
            case GO -> runtime == RuntimeName.GO_1_X ? Optional.empty() : Optional.of(new RuntimePath("go1.8", "go"));
            case CSHARP -> path("dotnet", runtime, "dotnet");
            case PHP -> path("php", runtime, "php");
            case CANGJIE -> path("cangjie", runtime, "cangjie");
            case HTTP, CUSTOM, CUSTOM_IMAGE -> Optional.empty();
        };
    }

    private static Optional<RuntimePath> path(String prefix, RuntimeName runtime, String language) {
        return Optional.of(new RuntimePath(prefix + Versions.in(runtime), language));
    }

    /** The interpreter's home below {@code runtimes}. */
    public Path under(Path runtimes) {
        return runtimes.resolve(id).resolve("rtsp").resolve(language);
    }

    /** The interpreter's home as a function sees it. */
    public Path seen() {
        return under(SEEN);
    }
}
