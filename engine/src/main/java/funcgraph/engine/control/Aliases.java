package funcgraph.engine.control;

import funcgraph.domain.Alias;
import funcgraph.domain.AliasRequest;
import funcgraph.domain.ConfigLimits;
import funcgraph.domain.FunctionKey;
import funcgraph.domain.Publication;
import funcgraph.domain.Quotas;
import funcgraph.domain.Refusal;
import funcgraph.domain.Refused;
import funcgraph.store.BoundRows;
import funcgraph.store.PublicationTable;
import java.util.List;

/** The use cases of an alias (functiongraph-api 2.3). */
public final class Aliases {

    private final KeptPublications published;
    private final PublicationTable table;
    private final BoundRows bound;
    private final ConfigLimits limits;
    private final Quotas quotas;

    public Aliases(
            KeptPublications published, PublicationTable table, BoundRows bound, ConfigLimits limits, Quotas quotas) {
        this.published = published;
        this.table = table;
        this.bound = bound;
        this.limits = limits;
        this.quotas = quotas;
    }

    /**
     * Creates an alias.
     *
     * @throws Refused {@link Refusal.BadPublication}, {@link Refusal.NoFunction}, {@link Refusal.NoVersion},
     *     {@link Refusal.AliasExists}, {@link Refusal.VersionHasAlias}, {@link Refusal.TooManyAliases}
     */
    public Alias create(FunctionKey key, AliasRequest request) {
        refuseFlaws(request);
        return published.change(key, held -> {
            var present = held.present();
            var alias = request.alias(key, present.versions()::containsKey, held.now());
            if (present.aliases().containsKey(alias.name())) {
                throw new Refused(new Refusal.AliasExists(key, alias.name()));
            }
            requireFreeVersion(present, alias);
            if (present.aliases().size() >= quotas.aliases()) {
                throw new Refused(new Refusal.TooManyAliases(quotas.aliases()));
            }
            table.putAlias(held.tx(), held.head().id(), alias);
            return alias;
        });
    }

    /**
     * All aliases of a function, by name.
     *
     * @throws Refused {@link Refusal.NoFunction}
     */
    public List<Alias> list(FunctionKey key) {
        return List.copyOf(published.require(key).aliases().values());
    }

    /**
     * One alias.
     *
     * @throws Refused {@link Refusal.NoFunction}, {@link Refusal.NoAlias}
     */
    public Alias show(FunctionKey key, String name) {
        return published.require(key).requireAlias(name);
    }

    /**
     * Replaces all that an alias is but its name: what the request leaves out is cleared.
     *
     * @throws Refused as {@link #create}, and {@link Refusal.NoAlias}
     */
    public Alias update(FunctionKey key, AliasRequest request) {
        refuseFlaws(request);
        return published.change(key, held -> {
            var present = held.present();
            present.requireAlias(request.name());
            var alias = request.alias(key, present.versions()::containsKey, held.now());
            requireFreeVersion(present, alias);
            table.putAlias(held.tx(), held.head().id(), alias);
            return alias;
        });
    }

    /**
     * Deletes an alias; the version it points to stays.
     *
     * @throws Refused {@link Refusal.NoFunction}, {@link Refusal.NoAlias}, {@link Refusal.AliasHasTriggers}
     */
    public void delete(FunctionKey key, String name) {
        published.change(key, held -> {
            var alias = held.present().requireAlias(name);
            var id = held.head().id();
            var qualifier = "!" + alias.name();
            if (bound.holdAlias(held.tx(), id, qualifier)) {
                throw new Refused(new Refusal.AliasHasTriggers(alias.name()));
            }
            bound.delete(held.tx(), id, qualifier);
            table.deleteAlias(held.tx(), id, alias.name());
            return alias;
        });
    }

    private void refuseFlaws(AliasRequest request) {
        var flaws = request.flaws(limits.longestDescription());
        if (!flaws.isEmpty()) {
            throw new Refused(new Refusal.BadPublication(flaws));
        }
    }

    /** A version may be the main one of but one alias (functiongraph-api 1.2). */
    private static void requireFreeVersion(Publication present, Alias alias) {
        present.aliasOf(alias.version())
                .filter(other -> !other.name().equals(alias.name()))
                .ifPresent(other -> {
                    throw new Refused(new Refusal.VersionHasAlias(alias.version(), other.name()));
                });
    }
}
