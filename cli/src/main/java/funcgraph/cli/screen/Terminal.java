package funcgraph.cli.screen;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether somebody looks. Asked of the kernel, since the JVM's console wants both ends to be a terminal. */
public enum Terminal {
    INPUT(0),
    OUTPUT(1),
    ERRORS(2);

    private final int descriptor;

    Terminal(int descriptor) {
        this.descriptor = descriptor;
    }

    /** True when this end of the process is a terminal. */
    public boolean isThere() {
        try {
            var target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                    .toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException noSuchLink) {
            return false;
        }
    }
}
