package funcgraph.http.exchange;

import funcgraph.contract.ErrorCode;
import funcgraph.engine.iam.Action;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/**
 * One line of the route table.
 *
 * @param method upper case
 * @param template a path whose segments in braces are parameters; {@code {project_id}} must be the caller's project
 * @param access who may enter
 * @param bodyBytes largest body
 * @param tooLarge how a larger one is refused
 */
public record Route(
        String method, String template, Access access, long bodyBytes, ErrorCode tooLarge, Handler handler) {

    /** The parameter that names the project. */
    public static final String PROJECT = "project_id";

    /** Who may enter a route. */
    public sealed interface Access {

        /** Whoever may perform the action in the path's project. */
        record Needs(Action action) implements Access {}

        /** Whoever proves who they are. */
        record Known() implements Access {}

        /** Everyone; proof is looked at when it is given. */
        record Open() implements Access {}

        /** Who brings a proof of the route's own, which its handler looks at. */
        record Own() implements Access {}

        /** Everyone; what looks like a proof may be meant for the route itself. */
        record Free() implements Access {}
    }

    /** What a route does, and on which plane. */
    public sealed interface Handler {

        /** Control plane: may block, runs on a virtual thread. */
        record Blocking(java.util.function.Function<ApiRequest, Answer> work) implements Handler {}

        /** Data plane: must not block, runs on the request's event loop, and answers there. */
        record OnLoop(java.util.function.Function<ApiRequest, Future<Answer>> work) implements Handler {}
    }

    /** Whether it is there to change something: calls of functions are not, nor questions that need a body. */
    public boolean changes() {
        return !method.equals("GET") && access instanceof Access.Needs(Action action) && action.changes();
    }

    /** The action it needs, or null. */
    public @Nullable Action action() {
        return access instanceof Access.Needs(Action action) ? action : null;
    }
}
