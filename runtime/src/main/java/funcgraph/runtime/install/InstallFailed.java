package funcgraph.runtime.install;

import java.io.Serial;

/** A step of an installation did not do what it is for. The message names the step, and what to do where that is known. */
public final class InstallFailed extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    InstallFailed(String message) {
        super(message);
    }
}
