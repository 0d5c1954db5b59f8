package funcgraph.engine.control;

import funcgraph.domain.Alias;
import funcgraph.domain.ConfigLimits;
import funcgraph.domain.Function;
import funcgraph.domain.FunctionUrn;
import funcgraph.domain.NewVersion;
import funcgraph.domain.Publication;
import funcgraph.domain.Qualifier;
import funcgraph.domain.Quotas;
import funcgraph.domain.Refusal;
import funcgraph.domain.Refused;
import funcgraph.store.BoundRows;
import funcgraph.store.FunctionTable;
import funcgraph.store.PublicationTable;
import java.util.ArrayList;
import java.util.List;

/** The use cases of a version: publish, list, delete (functiongraph-api 2.2). */
public final class Versions {

    private final KeptPublications published;
    private final KeptHeads heads;
    private final FunctionTable functions;
    private final PublicationTable table;
    private final BoundRows bound;
    private final ConfigLimits limits;
    private final Quotas quotas;

    public Versions(
            KeptPublications published,
            KeptHeads heads,
            FunctionTable functions,
            PublicationTable table,
            BoundRows bound,
            ConfigLimits limits,
            Quotas quotas) {
        this.published = published;
        this.heads = heads;
        this.functions = functions;
        this.table = table;
        this.bound = bound;
        this.limits = limits;
        this.quotas = quotas;
    }

    /**
     * Publishes the head as it is now.
     *
     * @param head what {@link Functions#showHead} gave
     * @throws Refused {@link Refusal.BadPublication}, {@link Refusal.DigestMoved}, {@link Refusal.NothingToPublish},
     *     {@link Refusal.VersionExists}, {@link Refusal.TooManyVersions}, {@link Refusal.TooMuchCode}
     */
    public Function publish(Function head, NewVersion request) {
        var flaws = request.flaws(limits.longestDescription());
        if (!flaws.isEmpty()) {
            throw new Refused(new Refusal.BadPublication(flaws));
        }
        return published.change(head.key(), held -> insert(held, request));
    }

    private Function insert(KeptPublications.Held held, NewVersion request) {
        var head = held.head();
        var present = held.present();
        requireDigest(head, request.digest());
        requireChange(head, present);
        var name = request.nameAt(held.now(), present.versions()::containsKey);
        if (present.versions().containsKey(name)) {
            throw new Refused(new Refusal.VersionExists(head.key(), name));
        }
        if (present.versions().size() + 1 >= quotas.versions()) {
            throw new Refused(new Refusal.TooManyVersions(quotas.versions()));
        }
        var version = head.published(name, request.description(), held.number(), held.now());
        table.insertVersion(held.tx(), version);
        if (functions.usage(held.tx(), head.key().projectId()).codeBytes() > quotas.codeBytes()) {
            throw new Refused(new Refusal.TooMuchCode(quotas.codeBytes()));
        }
        return version;
    }

    private static void requireDigest(Function head, String expected) {
        var actual = head.code().digest();
        if (!expected.isEmpty() && !expected.equalsIgnoreCase(actual)) {
            throw new Refused(new Refusal.DigestMoved(expected, actual));
        }
    }

    private static void requireChange(Function head, Publication present) {
        present.last().filter(head::isPublishedAs).ifPresent(last -> {
            throw new Refused(new Refusal.NothingToPublish(head.key(), last.version()));
        });
    }

    /**
     * The head, and behind it the published versions in the order of their publication.
     *
     * @throws Refused {@link Refusal.NoFunction}
     */
    public List<Function> list(FunctionUrn urn) {
        var all = new ArrayList<Function>();
        all.add(heads.require(urn.key()));
        all.addAll(published.require(urn.key()).versions().values());
        return all;
    }

    /**
     * The state that a URN addresses; by an alias, its main version.
     *
     * @throws Refused {@link Refusal.NoFunction}, {@link Refusal.NoVersion}, {@link Refusal.NoAlias}
     */
    Function show(FunctionUrn urn) {
        if (urn.qualifier().isLatest()) {
            return heads.require(urn.key());
        }
        var present = published.require(urn.key());
        var name = name(urn, present);
        return name.equals(Qualifier.LATEST) ? heads.require(urn.key()) : present.requireVersion(name);
    }

    /**
     * Deletes the version that a URN names, or whose alias it names, with its aliases and all that belongs to them.
     *
     * @throws Refused {@link Refusal.HeadNotDeletable}, {@link Refusal.NoFunction}, {@link Refusal.NoVersion},
     *     {@link Refusal.NoAlias}, {@link Refusal.AdditionalVersion}
     */
    public void delete(FunctionUrn urn) {
        published.change(urn.key(), held -> {
            var present = held.present();
            var version = present.requireVersion(deletable(urn, present));
            for (var alias : present.aliases().values()) {
                if (alias.hasAdditional(version.version())) {
                    throw new Refused(new Refusal.AdditionalVersion(version.version(), alias.name()));
                }
            }
            present.aliases().values().stream()
                    .filter(alias -> alias.version().equals(version.version()))
                    .forEach(alias -> deleteAlias(held, alias));
            bound.delete(held.tx(), version.id(), version.version());
            table.deleteVersion(held.tx(), version);
            return version;
        });
    }

    private static String deletable(FunctionUrn urn, Publication present) {
        var name = name(urn, present);
        if (name.equals(Qualifier.LATEST)) {
            throw new Refused(new Refusal.HeadNotDeletable(urn.key()));
        }
        return name;
    }

    private static String name(FunctionUrn urn, Publication present) {
        return switch (urn.qualifier()) {
            case Qualifier.None() -> Qualifier.LATEST;
            case Qualifier.Version(String version) -> version;
            case Qualifier.Alias(String alias) -> present.requireAlias(alias).version();
        };
    }

    private void deleteAlias(KeptPublications.Held held, Alias alias) {
        bound.delete(held.tx(), held.head().id(), "!" + alias.name());
        table.deleteAlias(held.tx(), held.head().id(), alias.name());
    }
}
