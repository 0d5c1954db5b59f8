package funcgraph.runtime.catalog;

import funcgraph.domain.RuntimeName;
import java.nio.file.Path;

/** What runs a runtime on this machine. */
public sealed interface Interpreter {

    RuntimeName runtime();

    /** An interpreter that can run code; its executable is absolute. */
    sealed interface Present extends Interpreter {
        Path executable();

        /** As it says itself, such as {@code 3.9.18}. Empty when it does not answer. */
        String version();
    }

    /** The very version that the name promises. */
    record Exact(RuntimeName runtime, Path executable, String version) implements Present {}

    /** Another version of the same language, which is always shown as such. */
    record Substitute(RuntimeName runtime, Path executable, String version) implements Present {}

    /** None. {@code remedy} is the command that installs one. */
    record Absent(RuntimeName runtime, String remedy) implements Interpreter {}
}
