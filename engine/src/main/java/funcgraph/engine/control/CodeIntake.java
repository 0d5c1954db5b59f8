package funcgraph.engine.control;

import funcgraph.domain.CodeChange;
import funcgraph.domain.CodePackage;
import funcgraph.domain.CodeType;
import funcgraph.domain.ConfigField;
import funcgraph.domain.DependencyVersion;
import funcgraph.domain.FunctionConfig;
import funcgraph.domain.Quotas;
import funcgraph.domain.Refusal;
import funcgraph.domain.Refused;
import funcgraph.domain.RuntimeName;
import funcgraph.domain.SourceFile;
import funcgraph.domain.Violation;
import funcgraph.store.PackageStore;
import funcgraph.store.StoredPackage;
import funcgraph.store.archive.Archives;
import funcgraph.store.archive.Inspection;
import funcgraph.store.obs.ObjectFetch;
import funcgraph.store.obs.ObjectStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Takes code in: fetches it where it is, looks into it, and only then stores it, so that bad code leaves nothing behind.
 * What is stored but not yet named by a function is collected later by the package store.
 */
public final class CodeIntake {

    private static final String NO_DIGEST = "";

    private final PackageStore packages;
    private final Archives archives;
    private final ObjectStore objects;
    private final GoIntake go;
    private final Quotas quotas;

    public CodeIntake(PackageStore packages, Archives archives, ObjectStore objects, GoIntake go, Quotas quotas) {
        this.packages = packages;
        this.archives = archives;
        this.objects = objects;
        this.go = go;
        this.quotas = quotas;
    }

    /**
     * Stores what a change brings.
     *
     * @param handler decides the name of a single source file
     * @param present what stays of it: dependencies that the change does not mention; null for a new function
     * @throws Refused when the code is too large, unsound, or cannot be fetched
     */
    CodePackage take(CodeChange change, RuntimeName runtime, String handler, @Nullable CodePackage present) {
        var type = Objects.requireNonNull(change.type(), "the rules ask for a code type");
        var dependencies = present == null ? List.<DependencyVersion>of() : present.dependencies();
        var dependencyDigest = change.dependencyPkg() == null
                ? (present == null ? NO_DIGEST : present.dependencyDigest())
                : dependencyDigest(change.dependencyPkg());
        var stored = switch (type) {
            case INLINE -> inline(change.file(), runtime, handler);
            case ZIP, JAR -> archive(type, change.file(), change.filename(), runtime);
            case OBS -> object(change.url(), runtime);
            case CUSTOM_IMAGE_SWR -> new CodePackage(type, "", "", "", 0, NO_DIGEST, NO_DIGEST, List.of());
        };
        return new CodePackage(
                stored.type(),
                stored.url(),
                stored.filename(),
                stored.entryFile(),
                stored.sizeBytes(),
                stored.digest(),
                dependencyDigest,
                dependencies);
    }

    /** Code under the names that the metadata in force gives it; only a single source file takes its name from there. */
    static CodePackage named(CodePackage code, FunctionConfig config) {
        return code.entryFile().isEmpty()
                ? code
                : code.withNames(
                        SourceFile.inlineName(config.runtime().family()),
                        SourceFile.entryName(config.runtime().family(), config.handler()));
    }

    /** Fetches a dependency package; {@code ""} stands for none, as URL and as digest. */
    String dependencyDigest(String url) {
        return url.isEmpty()
                ? NO_DIGEST
                : fetch(
                                url,
                                ConfigField.DEPENDENCY_PKG,
                                Violation.Rule.DEPENDENCY,
                                Violation.Rule.DEPENDENCY,
                                packages::adopt)
                        .digest();
    }

    /** The code that lies at a URL of the object store, for a function of {@code runtime}. */
    CodePackage object(String url, RuntimeName runtime) {
        return fetch(
                url,
                ConfigField.CODE_URL,
                Violation.Rule.URL,
                Violation.Rule.CODE,
                archive -> go.store(runtime, archive).orElseGet(() -> packages.adopt(archive)));
    }

    private CodePackage inline(byte[] source, RuntimeName runtime, String handler) {
        if (isZip(source)) {
            return archive(CodeType.INLINE, source, "index.zip", runtime);
        }
        if (source.length > quotas.inlineCodeBytes()) {
            throw new Refused(new Refusal.CodeTooLarge(true, source.length, quotas.inlineCodeBytes()));
        }
        var stored = packages.put(source);
        return new CodePackage(
                CodeType.INLINE,
                "",
                SourceFile.inlineName(runtime.family()),
                SourceFile.entryName(runtime.family(), handler),
                stored.sizeBytes(),
                stored.digest(),
                NO_DIGEST,
                List.of());
    }

    private CodePackage archive(CodeType type, byte[] archive, String filename, RuntimeName runtime) {
        if (archive.length > quotas.packageBytes()) {
            throw new Refused(new Refusal.CodeTooLarge(false, archive.length, quotas.packageBytes()));
        }
        requireSound(archives.inspect(archive), ConfigField.FUNC_CODE, Violation.Rule.CODE);
        var stored = go.store(runtime, archive).orElseGet(() -> packages.put(archive));
        var name = filename.isEmpty() ? (type == CodeType.JAR ? "index.jar" : "index.zip") : filename;
        return new CodePackage(type, "", name, "", stored.sizeBytes(), stored.digest(), NO_DIGEST, List.of());
    }

    private CodePackage fetch(
            String url,
            ConfigField field,
            Violation.Rule badUrl,
            Violation.Rule badArchive,
            Function<Path, StoredPackage> store) {
        switch (objects.fetch(url)) {
            case ObjectFetch.NotAllowed(String why) -> throw badField(field, url, why, badUrl);
            case ObjectFetch.Fetched fetched -> {
                try (fetched) {
                    requireSound(archives.inspect(fetched.file()), field, badArchive);
                    var stored = store.apply(fetched.file());
                    return new CodePackage(
                            CodeType.OBS,
                            url,
                            fetched.filename(),
                            "",
                            stored.sizeBytes(),
                            stored.digest(),
                            NO_DIGEST,
                            List.of());
                }
            }
        }
    }

    private static void requireSound(Inspection inspection, ConfigField field, Violation.Rule rule) {
        switch (inspection) {
            case Inspection.Sound ignored -> {}
            case Inspection.Unsound(String reason) ->
                throw badField(field, "an archive in which " + reason, "a sound zip archive", rule);
        }
    }

    private static boolean isZip(byte[] source) {
        return source.length > 4 && source[0] == 'P' && source[1] == 'K' && source[2] == 3 && source[3] == 4;
    }

    private static Refused badField(ConfigField field, String value, String allowed, Violation.Rule rule) {
        return new Refused(new Refusal.BadFields(List.of(new Violation(field, value, allowed, rule))));
    }
}
