package funcgraph.runtime.worker;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How a PHP worker is started. Without any ini file: which one there is depends on the machine, and the sandbox shows
 * none. The bootstrap loads the extensions itself.
 */
final class PhpCommand {

    private static final Path SYSTEM = Path.of("/usr");

    private PhpCommand() {}

    /**
     * An installed PHP keeps its extensions in {@code extensions} beside {@code bin}; the system's own knows where it
     * has them.
     *
     * @param executable PHP on the command line, as the worker sees it, no link
     * @param bootstraps where the worker sees the files of {@code bootstraps/}
     */
    static List<String> of(Path executable, Path bootstraps) {
        // The control group is the memory limit; PHP's own 128 MB would come first.
        var command = new ArrayList<>(List.of(executable.toString(), "-n", "-d", "memory_limit=-1"));
        Path home = executable.resolveSibling("..").normalize();
        if (!executable.startsWith(SYSTEM)) {
            command.addAll(List.of("-d", "extension_dir=" + home.resolve("extensions")));
        }
        command.add(bootstraps.resolve("php/bootstrap.php").toString());
        return List.copyOf(command);
    }
}
