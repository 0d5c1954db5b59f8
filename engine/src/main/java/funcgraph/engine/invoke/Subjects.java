package funcgraph.engine.invoke;

import funcgraph.domain.Function;
import funcgraph.domain.FunctionUrn;
import funcgraph.domain.Publication;
import funcgraph.domain.Qualifier;
import funcgraph.domain.Refusal;
import funcgraph.domain.Refused;

/**
 * What a URN is about, from the same snapshots as calls, for those who may block: on a miss the store is asked. An alias
 * is about its main version.
 */
public final class Subjects {

    private final Heads heads;
    private final Published published;

    public Subjects(Heads heads, Published published) {
        this.heads = heads;
        this.published = published;
    }

    /**
     * The head or the version.
     *
     * @throws Refused {@link Refusal.NoFunction}, {@link Refusal.NoVersion}, {@link Refusal.NoAlias},
     *     {@link Refusal.StoreBusy}
     */
    public Function require(FunctionUrn urn) {
        return switch (urn.qualifier()) {
            case Qualifier.None() -> head(urn);
            case Qualifier.Version(String name) ->
                urn.qualifier().isLatest() ? head(urn) : publication(urn).requireVersion(name);
            case Qualifier.Alias(String name) -> {
                var publication = publication(urn);
                var version = publication.requireAlias(name).version();
                yield version.equals(Qualifier.LATEST) ? head(urn) : publication.requireVersion(version);
            }
        };
    }

    private Function head(FunctionUrn urn) {
        var known = heads.peek(urn.key());
        return known != null ? known : heads.load(urn.key()).orElseThrow(() -> none(urn));
    }

    private Publication publication(FunctionUrn urn) {
        var known = published.peek(urn.key());
        return known != null ? known : published.load(urn.key()).orElseThrow(() -> none(urn));
    }

    private static Refused none(FunctionUrn urn) {
        return new Refused(new Refusal.NoFunction(urn.key()));
    }
}
