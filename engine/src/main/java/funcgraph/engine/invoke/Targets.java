package funcgraph.engine.invoke;

import funcgraph.domain.CallHeaders;
import funcgraph.domain.Function;
import funcgraph.domain.FunctionKey;
import funcgraph.domain.FunctionUrn;
import funcgraph.domain.Publication;
import funcgraph.domain.Qualifier;
import funcgraph.domain.Refused;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Finds what a URN addresses: the head, a version, or the version that an alias sends this call to. For event loops. */
public final class Targets {

    private final Heads heads;
    private final Published published;
    private final Hop hop;
    private final Supplier<RandomGenerator> chance;

    /**
     * Makes the search.
     *
     * @param chance decides which of an alias's versions a call goes to
     */
    public Targets(Heads heads, Published published, Hop hop, Supplier<RandomGenerator> chance) {
        this.heads = heads;
        this.published = published;
        this.hop = hop;
        this.chance = chance;
    }

    /**
     * Finds the target of one call; two calls of one alias may have different ones.
     *
     * @return empty when there is no such function; fails with {@link Refused} when it has no such version or alias
     */
    Future<Optional<Function>> find(FunctionUrn urn, CallHeaders headers) {
        return urn.qualifier().isLatest() ? head(urn.key()) : publishedTarget(urn, headers);
    }

    /** Whether calls of it are known to be answered whole. Of a version or an alias that is not worth finding out. */
    boolean isKnownWhole(FunctionUrn urn) {
        if (!urn.qualifier().isLatest()) {
            return false;
        }
        var known = heads.peek(urn.key());
        return known != null && !known.config().extras().returnStream();
    }

    private Future<Optional<Function>> head(FunctionKey key) {
        var known = heads.peek(key);
        return known != null ? Future.succeededFuture(Optional.of(known)) : hop.off(() -> heads.load(key));
    }

    private Future<Optional<Function>> publishedTarget(FunctionUrn urn, CallHeaders headers) {
        var key = urn.key();
        var known = published.peek(key);
        // Within a future, so that a refusal is its failure in both cases.
        return known != null
                ? Future.succeededFuture(known).compose(publication -> within(publication, urn, headers))
                : hop.off(() -> published.load(key))
                        .compose(found -> found.isEmpty()
                                ? Future.succeededFuture(Optional.empty())
                                : within(found.get(), urn, headers));
    }

    private Future<Optional<Function>> within(Publication publication, FunctionUrn urn, CallHeaders headers) {
        var name = switch (urn.qualifier()) {
            case Qualifier.None() -> Qualifier.LATEST;
            case Qualifier.Version(String version) -> version;
            case Qualifier.Alias(String alias) ->
                publication.requireAlias(alias).versionFor(chance.get(), headers);
        };
        return name.equals(Qualifier.LATEST)
                ? head(urn.key())
                : Future.succeededFuture(Optional.of(publication.requireVersion(name)));
    }
}
