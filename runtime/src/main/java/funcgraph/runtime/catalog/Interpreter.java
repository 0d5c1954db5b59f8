package funcgraph.runtime.catalog;

import funcgraph.domain.RuntimeName;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** What runs a runtime on this machine. */
public sealed interface Interpreter {

    RuntimeName runtime();

    /** An interpreter that can run code. */
    sealed interface Present extends Interpreter {

        Program program();

        /** Where it is on this machine; absolute. */
        default Path executable() {
            return program().executable();
        }

        /** As it says itself, such as {@code 3.9.18}. Empty when it does not answer. */
        default String version() {
            return program().version();
        }

        /** The directory of this machine that must be visible to run it: {@code /usr} for the system's own. */
        default Path home() {
            return program().home();
        }

        /** The variables it needs, where its home is seen as {@code seenHome}. */
        default Map<String, String> environment(Path seenHome) {
            return program().environment(seenHome);
        }
    }

    /** The very version that the name promises. */
    record Exact(RuntimeName runtime, Program program) implements Present {}

    /** Another version of the same language, which is always shown as such. */
    record Substitute(RuntimeName runtime, Program program) implements Present {}

    /** None is needed: the code is a program itself. {@code version} says what kind of program. */
    record Unneeded(RuntimeName runtime, String version) implements Interpreter {}

    /**
     * None.
     *
     * @param reason why, as a clause
     * @param command what installs one; empty where nothing does
     */
    record Absent(RuntimeName runtime, String reason, Optional<String> command) implements Interpreter {}
}
