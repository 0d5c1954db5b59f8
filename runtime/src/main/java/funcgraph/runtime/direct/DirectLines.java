package funcgraph.runtime.direct;

import funcgraph.domain.RuntimeName;
import funcgraph.runtime.launch.Child;
import funcgraph.runtime.wire.Line;
import java.util.List;
import java.util.function.Consumer;

/** Which runtimes are spoken to in their own ways, and how. */
public final class DirectLines {

    private DirectLines() {}

    public static boolean speaks(RuntimeName runtime) {
        return switch (runtime.family()) {
            case CUSTOM, HTTP -> true;
            case GO -> runtime == RuntimeName.GO_1_X;
            case NODE, PYTHON, JAVA, CSHARP, PHP, CANGJIE, CUSTOM_IMAGE -> false;
        };
    }

    /** The command of a worker without code, which must be started so that it listens. */
    public static List<String> command() {
        return StartScript.WAITING;
    }

    /**
     * A line to such a worker.
     *
     * @param loop runs things on the worker's loop
     */
    public static Line open(RuntimeName runtime, Child child, Consumer<Runnable> loop, Line.Listener listener) {
        var ends = new DirectLine.Ends(child, loop, listener);
        return switch (runtime.family()) {
            case CUSTOM -> new CustomLine(ends);
            case HTTP -> new HttpLine(ends);
            case GO -> new GoLine(ends);
            case NODE, PYTHON, JAVA, CSHARP, PHP, CANGJIE, CUSTOM_IMAGE ->
                throw new IllegalArgumentException(runtime + " speaks frames");
        };
    }
}
