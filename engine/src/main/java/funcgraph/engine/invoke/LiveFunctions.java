package funcgraph.engine.invoke;

import funcgraph.domain.Function;
import funcgraph.domain.FunctionKey;
import funcgraph.domain.Publication;
import funcgraph.domain.Qualifier;
import funcgraph.runtime.pool.WorkerPool;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/**
 * Where the data plane hears of a change that has been made durable, before it is answered: calls that start from now on
 * are resolved to the new revision, and workers of older ones end once their calls have. Any thread; does not wait.
 */
public final class LiveFunctions {

    private final Heads heads;
    private final Published published;
    private final WorkerPool pool;
    private final Admission admission;
    private final Preparation preparation;
    private final BiConsumer<String, Predicate<String>> routes;
    private final Runnable moved;

    /**
     * Makes the hearing.
     *
     * @param routes whoever leads calls to versions and aliases by other ways: told a function's id, and which qualifiers
     *     there still are
     * @param moved whoever keeps workers of functions there: told that something is new, or gone
     */
    public LiveFunctions(
            Heads heads,
            Published published,
            WorkerPool pool,
            Admission admission,
            Preparation preparation,
            BiConsumer<String, Predicate<String>> routes,
            Runnable moved) {
        this.routes = routes;
        this.moved = moved;
        this.heads = heads;
        this.published = published;
        this.pool = pool;
        this.admission = admission;
        this.preparation = preparation;
    }

    /**
     * The function is new, or has a new revision.
     *
     * @param withCode whether its code is another than before
     */
    public void changed(Function function, boolean withCode) {
        heads.changed(function);
        pool.retire(function.key(), function.version(), function.revision());
        if (withCode) {
            preparation.begin(function);
        }
        moved.run();
    }

    /** Versions or aliases of a function have changed; workers of versions that are gone end once their calls have. */
    public void republished(Publication before, Publication after) {
        published.changed(after);
        routes.accept(after.functionId(), qualifier -> isIn(after, qualifier));
        before.versions().values().stream()
                .filter(version -> !isIn(after, version))
                .forEach(this::retire);
        moved.run();
    }

    /**
     * The function is gone, with all that was published of it. Its workers are told apart from those of a successor of the same name, which may be there
     * already, by their revision: a successor's is higher.
     */
    public void removed(Function function, Publication publication) {
        heads.removed(function);
        published.removed(publication);
        routes.accept(function.id(), qualifier -> false);
        retire(function);
        publication.versions().values().forEach(this::retire);
        admission.forget(function.key());
        moved.run();
    }

    /** Nobody knows whether a change of the function was written: the next call asks the store. */
    public void uncertain(FunctionKey key) {
        heads.forget(key);
        published.forget(key);
    }

    private static boolean isIn(Publication publication, String qualifier) {
        return qualifier.equals(Qualifier.LATEST)
                || publication.versions().containsKey(qualifier)
                || (qualifier.startsWith("!") && publication.aliases().containsKey(qualifier.substring(1)));
    }

    private static boolean isIn(Publication publication, Function version) {
        var present = publication.versions().get(version.version());
        return present != null && present.revision() == version.revision();
    }

    private void retire(Function state) {
        pool.retire(state.key(), state.version(), state.revision() + 1);
    }
}
