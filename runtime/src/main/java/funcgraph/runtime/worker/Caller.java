package funcgraph.runtime.worker;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;

/** Where a caller wants to be answered: on its own event loop, or wherever the answer comes up if it has none. */
public final class Caller {

    private final Thread thread;
    private final @Nullable Context context;

    private Caller(Thread thread, @Nullable Context context) {
        this.thread = thread;
        this.context = context;
    }

    public static Caller current() {
        var context = Vertx.currentContext();
        return new Caller(Thread.currentThread(), context != null && context.isEventLoopContext() ? context : null);
    }

    public void run(Runnable answer) {
        if (context == null || Thread.currentThread() == thread) {
            answer.run();
        } else {
            context.runOnContext(ignored -> answer.run());
        }
    }
}
