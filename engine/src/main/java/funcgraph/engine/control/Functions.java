package funcgraph.engine.control;

import funcgraph.domain.CodeChange;
import funcgraph.domain.CodePackage;
import funcgraph.domain.CodeRules;
import funcgraph.domain.CodeType;
import funcgraph.domain.ConfigChange;
import funcgraph.domain.ConfigLimits;
import funcgraph.domain.ConfigRules;
import funcgraph.domain.DependencyRules;
import funcgraph.domain.DependencyVersion;
import funcgraph.domain.Findings;
import funcgraph.domain.Function;
import funcgraph.domain.FunctionConfig;
import funcgraph.domain.FunctionOrder;
import funcgraph.domain.FunctionUrn;
import funcgraph.domain.NewFunction;
import funcgraph.domain.Precondition;
import funcgraph.domain.Qualifier;
import funcgraph.domain.Refusal;
import funcgraph.domain.Refused;
import funcgraph.domain.RuntimeName;
import funcgraph.domain.Violation;
import funcgraph.store.FunctionFilter;
import funcgraph.store.PackageStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The use cases of a function: the rules of each change, tried before anything is fetched and checked again on the row
 * that the change holds, so concurrent changes of one function come one after the other, and a refused one changes
 * nothing. They return when the change is durable and the data plane has heard of it.
 */
public final class Functions {

    private final KeptHeads heads;
    private final Versions versions;
    private final PackageStore packages;
    private final CodeIntake intake;
    private final Dependencies dependencies;
    private final ConfigLimits limits;
    private final BiPredicate<String, String> agencies;

    /**
     * Makes the use cases.
     *
     * @param agencies whether a function may name that agency, in the project of that id
     */
    public Functions(
            KeptHeads heads,
            Versions versions,
            PackageStore packages,
            CodeIntake intake,
            Dependencies dependencies,
            ConfigLimits limits,
            BiPredicate<String, String> agencies) {
        this.agencies = agencies;
        this.heads = heads;
        this.versions = versions;
        this.packages = packages;
        this.intake = intake;
        this.dependencies = dependencies;
        this.limits = limits;
    }

    /** A page of a list, and how many there are in all. */
    public record Page(List<Function> functions, long count) {}

    /**
     * Creates a function.
     *
     * @throws Refused {@link Refusal.BadFields}, {@link Refusal.FunctionExists}, {@link Refusal.NoAgency}, a quota, or
     *     what is wrong with the code
     */
    public Function create(NewFunction request) {
        var initial = FunctionConfig.initial(request.runtime());
        var findings = new Findings();
        findings.addAll(ConfigRules.violations(initial, request.config(), limits));
        findings.addAll(CodeRules.violations(request.runtime(), request.code()));
        findings.addAll(count(request.code().dependVersionIds()));
        refuseIfAny(findings.inPageOrder());
        var config = request.config().applyTo(initial);
        heads.find(request.key()).ifPresent(present -> {
            throw new Refused(new Refusal.FunctionExists(present.key()));
        });
        requireAgencies(request.config(), request.key().projectId());
        var used = used(request.code().dependVersionIds(), request.key().projectId(), config.runtime());
        var code = intake.take(request.code(), config.runtime(), config.handler(), null)
                .withDependencies(used == null ? List.of() : used);
        return heads.insert(request.key(), new KeptHeads.Content(config, code));
    }

    /**
     * Lists heads.
     *
     * @param nameContains any part of the name
     */
    public Page list(
            String projectId,
            Optional<String> packageName,
            Optional<String> nameContains,
            FunctionOrder order,
            long offset,
            int limit) {
        return heads.list(new FunctionFilter(projectId, packageName, nameContains), order, offset, limit);
    }

    /**
     * The head or the version that a URN addresses; by an alias, its main version.
     *
     * @throws Refused {@link Refusal.NoFunction}, {@link Refusal.NoVersion}, {@link Refusal.NoAlias}
     */
    public Function show(FunctionUrn urn) {
        return urn.qualifier().isLatest() ? heads.require(urn.key()) : versions.show(urn);
    }

    /**
     * The head that a URN addresses, for changing it.
     *
     * @throws Refused {@link Refusal.NoFunction}, or {@link Refusal.NotTheHead} for a version or an alias
     */
    public Function showHead(FunctionUrn urn) {
        var function = heads.require(urn.key());
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
     * @throws Refused {@link Refusal.BadFields}, {@link Refusal.RevisionMoved}, {@link Refusal.NoFunction},
     *     {@link Refusal.NoAgency}, or what happened when code or dependencies were fetched
     */
    public Function updateConfig(Function seen, Precondition precondition, ConfigChange change) {
        refuseIfAny(violations(seen.config(), change));
        precondition.check(seen.revision());
        if (change.equals(ConfigChange.NOTHING)) {
            return seen;
        }
        requireAgencies(change, seen.key().projectId());
        var used = used(
                change.dependVersionIds(),
                seen.key().projectId(),
                change.applyTo(seen.config()).runtime());
        var newCode = fetchedCode(seen, change);
        var newDependency = change.dependencyPkg() == null ? null : intake.dependencyDigest(change.dependencyPkg());
        return heads.change(seen.key(), precondition, present -> {
            refuseIfAny(ConfigRules.violations(present.config(), change, limits));
            var code = newCode == null ? present.code() : withPresentDependencies(newCode, present.code());
            var ownDependency = newDependency == null ? code : code.withDependency(newDependency);
            var whole = used == null ? ownDependency : ownDependency.withDependencies(used);
            var config = change.applyTo(present.config());
            // Those that stay must fit a runtime that changes, too.
            refuseIfAny(DependencyRules.violations(config.runtime(), whole.dependencies()));
            return new KeptHeads.Content(config, whole);
        });
    }

    /**
     * Replaces the code.
     *
     * @param seen as {@link #updateConfig}
     * @throws Refused as {@link #updateConfig}, and what is wrong with the code
     */
    public Function updateCode(Function seen, Precondition precondition, CodeChange change) {
        refuseIfAny(violations(seen.config(), change));
        precondition.check(seen.revision());
        var used = used(
                change.dependVersionIds(), seen.key().projectId(), seen.config().runtime());
        var code = intake.take(change, seen.config().runtime(), seen.config().handler(), seen.code());
        return heads.change(seen.key(), precondition, present -> {
            refuseIfAny(CodeRules.violations(present.config().runtime(), change));
            var own = CodeIntake.named(code, present.config());
            // What the change does not mention is kept as it is now, not as it was before the code was taken in.
            var whole = change.dependencyPkg() == null
                    ? own.withDependency(present.code().dependencyDigest())
                    : own;
            var beside = used == null ? present.code().dependencies() : used;
            refuseIfAny(DependencyRules.violations(present.config().runtime(), beside));
            return new KeptHeads.Content(
                    withDependencyUrl(present.config(), change.dependencyPkg()), whole.withDependencies(beside));
        });
    }

    /**
     * Deletes the whole function, with all that was published of it, when the URN has no qualifier, else the version it
     * names.
     *
     * @throws Refused {@link Refusal.NoFunction}, or as {@link Versions#delete}
     */
    public void delete(FunctionUrn urn) {
        if (urn.qualifier() instanceof Qualifier.None) {
            heads.delete(urn.key());
        } else {
            versions.delete(urn);
        }
    }

    private List<Violation> violations(FunctionConfig present, ConfigChange change) {
        var findings = new Findings();
        findings.addAll(ConfigRules.violations(present, change, limits));
        findings.addAll(count(change.dependVersionIds()));
        return findings.inPageOrder();
    }

    private static List<Violation> violations(FunctionConfig present, CodeChange change) {
        var findings = new Findings();
        findings.addAll(CodeRules.violations(present.runtime(), change));
        findings.addAll(count(change.dependVersionIds()));
        return findings.inPageOrder();
    }

    private static List<Violation> count(@Nullable List<String> ids) {
        return ids == null ? List.of() : DependencyRules.violations(ids);
    }

    /** The dependencies that a request names; null when it names none, which keeps those that are there. */
    private @Nullable List<DependencyVersion> used(@Nullable List<String> ids, String projectId, RuntimeName runtime) {
        if (ids == null) {
            return null;
        }
        var used = dependencies.resolve(projectId, ids);
        refuseIfAny(DependencyRules.violations(runtime, used));
        return used;
    }

    /** Only what a request names: a function made before the rule may keep what it has. */
    private void requireAgencies(ConfigChange change, String projectId) {
        for (var agency : new @Nullable String[] {change.xrole(), change.appXrole()}) {
            if (agency != null && !agency.isEmpty() && !agencies.test(agency, projectId)) {
                throw new Refused(new Refusal.NoAgency(agency));
            }
        }
    }

    /** code_type obs with a code_url replaces the code with what is there; any other code_type leaves it alone. */
    private @Nullable CodePackage fetchedCode(Function seen, ConfigChange change) {
        return change.codeType() == CodeType.OBS && change.codeUrl() != null
                ? intake.object(change.codeUrl(), change.applyTo(seen.config()).runtime())
                : null;
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
                present.dependencies());
    }

    private static FunctionConfig withDependencyUrl(FunctionConfig present, @Nullable String url) {
        return url == null ? present : present.withDependencyPkg(url);
    }

    private static void refuseIfAny(List<Violation> violations) {
        if (!violations.isEmpty()) {
            throw new Refused(new Refusal.BadFields(violations));
        }
    }
}
