package funcgraph.engine.invoke;

import funcgraph.runtime.wire.Outlet;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** An answer that goes to its caller as it comes, if the function answers so: the caller's end of it. */
public final class AnswerStream {

    private final Outlet outlet;

    private AnswerStream(Outlet outlet) {
        this.outlet = outlet;
    }

    /** One that is read on this event loop. */
    public static AnswerStream here() {
        return new AnswerStream(
                new Outlet(Objects.requireNonNull(Vertx.currentContext(), "a call belongs to an event loop")));
    }

    /** What comes before the first piece. */
    public record Opening(int status, List<Map.Entry<String, String>> headers) {}

    /** Who is told that there will be pieces; to be said before the call. */
    public void whenOpened(Consumer<Opening> then) {
        outlet.whenOpened(opening -> then.accept(new Opening(opening.status(), opening.headers())));
    }

    /** Ends with a failure when the function did not complete its answer. */
    public ReadStream<Buffer> pieces() {
        return outlet;
    }

    /** Whether it has begun. */
    public boolean isOpen() {
        return outlet.isOpen();
    }

    /** Nobody wants it any more; the function is told, by the end of its connection or of its stream. */
    public void cancel() {
        outlet.cancel();
    }

    Outlet outlet() {
        return outlet;
    }
}
