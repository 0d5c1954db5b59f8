package funcgraph.engine.control;

import funcgraph.domain.CodeChange;
import funcgraph.domain.CodePackage;
import funcgraph.domain.CodeRules;
import funcgraph.domain.CodeType;
import funcgraph.domain.ConfigChange;
import funcgraph.domain.ConfigLimits;
import funcgraph.domain.ConfigRules;
import funcgraph.domain.Findings;
import funcgraph.domain.Function;
import funcgraph.domain.FunctionConfig;
import funcgraph.domain.FunctionKey;
import funcgraph.domain.FunctionUrn;
import funcgraph.domain.Ids;
import funcgraph.domain.NewFunction;
import funcgraph.domain.Precondition;
import funcgraph.domain.Qualifier;
import funcgraph.domain.Quotas;
import funcgraph.domain.Refusal;
import funcgraph.domain.Refused;
import funcgraph.domain.Violation;
import funcgraph.engine.invoke.LiveFunctions;
import funcgraph.store.FunctionFilter;
import funcgraph.store.FunctionTable;
import funcgraph.store.PackageStore;
import funcgraph.store.Store;
import funcgraph.store.Tx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The use cases of a function. Each change is one transaction: rules are checked on the row that the transaction holds,
 * so concurrent changes of one function come one after the other, and a refused one changes nothing. It returns when the
 * change is durable and the data plane has heard of it.
 */
public final class Functions {

    private final Store store;
    private final FunctionTable table;
    private final PackageStore packages;
    private final CodeIntake intake;
    private final LiveFunctions live;
    private final ConfigLimits limits;
    private final Quotas quotas;
    private final Clock clock;
    private final Ids ids;

    public Functions(
            Store store,
            FunctionTable table,
            PackageStore packages,
            CodeIntake intake,
            LiveFunctions live,
            ConfigLimits limits,
            Quotas quotas,
            Clock clock,
            Ids ids) {
        this.store = store;
        this.table = table;
        this.packages = packages;
        this.intake = intake;
        this.live = live;
        this.limits = limits;
        this.quotas = quotas;
        this.clock = clock;
        this.ids = ids;
    }

    /** A page of a list, and how many there are in all. */
    public record Page(List<Function> functions, long count) {}

    /**
     * Creates a function.
     *
     * @throws Refused {@link Refusal.BadFields}, {@link Refusal.FunctionExists}, a quota, or what is wrong with the code
     */
    public Function create(NewFunction request) {
        var initial = FunctionConfig.initial(request.runtime());
        var findings = new Findings();
        findings.addAll(ConfigRules.violations(initial, request.config(), limits));
        findings.addAll(CodeRules.violations(request.runtime(), request.code()));
        refuseIfAny(findings.inPageOrder());
        var config = request.config().applyTo(initial);
        store.read(view -> table.find(view, request.key())).ifPresent(present -> {
            throw new Refused(new Refusal.FunctionExists(present.key()));
        });
        var code = intake.take(request.code(), config.runtime(), config.handler(), null);
        var now = now();
        var function = new Function(
                ids.uuid(), request.key(), Function.firstRevision(now), config, code, ids.imageName(now), now, now);
        store.write(tx -> {
            table.insert(tx, function);
            requirePlace(tx, function.key().projectId());
            requireCodeQuota(tx, function.key().projectId());
            return function;
        });
        live.changed(function);
        return function;
    }

    /**
     * Lists heads in the order of their creation.
     *
     * @param nameContains any part of the name
     */
    public Page list(
            String projectId, Optional<String> packageName, Optional<String> nameContains, long offset, int limit) {
        var filter = new FunctionFilter(projectId, packageName, nameContains);
        return store.read(view -> new Page(table.list(view, filter, offset, limit), table.count(view, filter)));
    }

    /**
     * The head that a URN addresses.
     *
     * @throws Refused {@link Refusal.NoFunction}, or {@link Refusal.NoVersion} and {@link Refusal.NoAlias} for what is
     *     not the head
     */
    public Function show(FunctionUrn urn) {
        var function = find(urn.key());
        requireKnown(urn);
        return function;
    }

    /**
     * The head that a URN addresses, for changing it.
     *
     * @throws Refused {@link Refusal.NoFunction}, or {@link Refusal.NotTheHead} for a version or an alias
     */
    public Function showHead(FunctionUrn urn) {
        var function = find(urn.key());
        if (!urn.qualifier().isLatest()) {
            throw new Refused(new Refusal.NotTheHead(urn.qualifier()));
        }
        return function;
    }

    /** The code itself; empty when it is larger than {@code longest} or lies in an image. */
    public byte[] readCode(Function function, long longest) {
        if (function.code().digest().isEmpty() || function.code().sizeBytes() > longest) {
            return new byte[0];
        }
        var file = packages.find(function.code().digest())
                .orElseThrow(() -> new IllegalStateException("the code of " + function.key() + " is not stored"));
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Changes metadata: the seed endpoint.
     *
     * @param seen what {@link #showHead} gave; the rules are tried on it before anything is fetched, and count once more
     *     on the row that is changed
     * @throws Refused {@link Refusal.BadFields}, {@link Refusal.RevisionMoved}, {@link Refusal.NoFunction}, or what
     *     happened when code or dependencies were fetched
     */
    public Function updateConfig(Function seen, Precondition precondition, ConfigChange change) {
        refuseIfAny(ConfigRules.violations(seen.config(), change, limits));
        precondition.check(seen.revision());
        if (change.equals(ConfigChange.NOTHING)) {
            return seen;
        }
        var newCode = fetchedCode(change);
        var newDependency = change.dependencyPkg() == null ? null : intake.dependencyDigest(change.dependencyPkg());
        return change(seen.key(), precondition, present -> {
            refuseIfAny(ConfigRules.violations(present.config(), change, limits));
            var code = newCode == null ? present.code() : withPresentDependencies(newCode, present.code());
            var finalCode = newDependency == null ? code : code.withDependency(newDependency);
            return new Changed(change.applyTo(present.config()), finalCode);
        });
    }

    /**
     * Replaces the code.
     *
     * @param seen as {@link #updateConfig}
     * @throws Refused as {@link #updateConfig}, and what is wrong with the code
     */
    public Function updateCode(Function seen, Precondition precondition, CodeChange change) {
        refuseIfAny(CodeRules.violations(seen.config().runtime(), change));
        precondition.check(seen.revision());
        var code = intake.take(change, seen.config().runtime(), seen.config().handler(), seen.code());
        return change(seen.key(), precondition, present -> {
            refuseIfAny(CodeRules.violations(present.config().runtime(), change));
            var own = CodeIntake.named(code, present.config());
            // What the change does not mention is kept as it is now, not as it was before the code was taken in.
            var whole = change.dependencyPkg() == null
                    ? own.withDependency(present.code().dependencyDigest())
                    : own;
            return new Changed(withDependencyUrl(present.config(), change.dependencyPkg()), whole);
        });
    }

    /**
     * Deletes the whole function when the URN has no qualifier, else the version it names.
     *
     * @throws Refused {@link Refusal.HeadNotDeletable} for {@code latest}
     */
    public void delete(FunctionUrn urn) {
        if (!(urn.qualifier() instanceof Qualifier.None)) {
            find(urn.key());
            if (urn.qualifier().isLatest()) {
                throw new Refused(new Refusal.HeadNotDeletable(urn.key()));
            }
            requireKnown(urn);
        }
        var deleted = store.write(tx -> {
            var present = table.findForUpdate(tx, urn.key()).orElseThrow(() -> noFunction(urn.key()));
            table.delete(tx, present);
            return present;
        });
        live.removed(deleted);
    }

    private record Changed(FunctionConfig config, CodePackage code) {}

    /** The one way in which a head changes: held, checked, written, told. */
    private Function change(
            FunctionKey key, Precondition precondition, java.util.function.Function<Function, Changed> edit) {
        var after = store.write(tx -> {
            var present = table.findForUpdate(tx, key).orElseThrow(() -> noFunction(key));
            precondition.check(present.revision());
            var changed = edit.apply(present);
            var now = now();
            var next = present.changed(changed.config(), changed.code(), ids.imageName(now), now);
            table.update(tx, present, next);
            if (next.code().sizeBytes() > present.code().sizeBytes()) {
                requireCodeQuota(tx, key.projectId());
            }
            return next;
        });
        live.changed(after);
        return after;
    }

    /** code_type obs with a code_url replaces the code with what is there; any other code_type leaves it alone. */
    private @Nullable CodePackage fetchedCode(ConfigChange change) {
        return change.codeType() == CodeType.OBS && change.codeUrl() != null ? intake.object(change.codeUrl()) : null;
    }

    private static CodePackage withPresentDependencies(CodePackage fetched, CodePackage present) {
        return new CodePackage(
                fetched.type(),
                fetched.url(),
                fetched.filename(),
                fetched.entryFile(),
                fetched.sizeBytes(),
                fetched.digest(),
                present.dependencyDigest(),
                present.dependVersionIds());
    }

    private static FunctionConfig withDependencyUrl(FunctionConfig present, @Nullable String url) {
        return url == null ? present : present.withDependencyPkg(url);
    }

    private Function find(FunctionKey key) {
        return store.read(view -> table.find(view, key)).orElseThrow(() -> noFunction(key));
    }

    /** Versions and aliases come with later endpoints; until one exists, only {@code latest} is known. */
    private static void requireKnown(FunctionUrn urn) {
        switch (urn.qualifier()) {
            case Qualifier.None() -> {}
            case Qualifier.Version(String version) -> {
                if (!urn.qualifier().isLatest()) {
                    throw new Refused(new Refusal.NoVersion(urn.key(), version));
                }
            }
            case Qualifier.Alias(String alias) -> throw new Refused(new Refusal.NoAlias(urn.key(), alias));
        }
    }

    /** Asked after the write, within its transaction: two creations cannot both take the last place. */
    private void requirePlace(Tx tx, String projectId) {
        if (table.usage(tx, projectId).functions() > quotas.functions()) {
            throw new Refused(new Refusal.TooManyFunctions(quotas.functions()));
        }
    }

    private void requireCodeQuota(Tx tx, String projectId) {
        if (table.usage(tx, projectId).codeBytes() > quotas.codeBytes()) {
            throw new Refused(new Refusal.TooMuchCode(quotas.codeBytes()));
        }
    }

    private static void refuseIfAny(List<Violation> violations) {
        if (!violations.isEmpty()) {
            throw new Refused(new Refusal.BadFields(violations));
        }
    }

    private static Refused noFunction(FunctionKey key) {
        return new Refused(new Refusal.NoFunction(key));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
