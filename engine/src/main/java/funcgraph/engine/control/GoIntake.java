package funcgraph.engine.control;

import funcgraph.domain.Refusal;
import funcgraph.domain.Refused;
import funcgraph.domain.RuntimeName;
import funcgraph.runtime.build.Built;
import funcgraph.runtime.build.GoBuild;
import funcgraph.runtime.build.GoJob;
import funcgraph.store.PackageStore;
import funcgraph.store.StoredPackage;
import funcgraph.store.archive.Archives;
import funcgraph.store.archive.Inspection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Go source of Go1.8 is compiled when it is uploaded, so that whoever uploads it hears the compiler. The plugin becomes
 * part of the package. It blocks for as long as the compiler takes.
 */
public final class GoIntake {

    private static final String SOURCE = ".go";
    private static final String PLUGIN = ".so";

    private final GoBuild build;
    private final PackageStore packages;
    private final Archives archives;

    public GoIntake(GoBuild build, PackageStore packages, Archives archives) {
        this.build = build;
        this.packages = packages;
        this.archives = archives;
    }

    /** As {@link #store(RuntimeName, Path)}, for an archive in memory. */
    Optional<StoredPackage> store(RuntimeName runtime, byte[] archive) {
        if (runtime != RuntimeName.GO_1_8) {
            return Optional.empty();
        }
        try (var job = build.open()) {
            return store(job, Files.write(job.file("upload.zip"), archive));
        } catch (IOException e) {
            throw new UncheckedIOException("a Go function could not be built: " + e, e);
        }
    }

    /**
     * Builds a sound archive of Go source, and stores it with its plugin.
     *
     * @return empty when there is nothing to build: another runtime, or a plugin that was built elsewhere
     * @throws Refused {@link Refusal.CodeNotBuilt} or {@link Refusal.NoBuilder}
     */
    Optional<StoredPackage> store(RuntimeName runtime, Path archive) {
        if (runtime != RuntimeName.GO_1_8) {
            return Optional.empty();
        }
        try (var job = build.open()) {
            return store(job, archive);
        } catch (IOException e) {
            throw new UncheckedIOException("a Go function could not be built: " + e, e);
        }
    }

    private Optional<StoredPackage> store(GoJob job, Path archive) throws IOException {
        requireSound(archives.unpack(archive, job.sourceDirectory()));
        if (!isSource(job.sourceDirectory())) {
            return Optional.empty();
        }
        return switch (build.build(job)) {
            case Built.Plugin(Path plugin) -> {
                var whole = job.file("package.zip");
                requireSound(archives.add(archive, GoBuild.PLUGIN, plugin, whole));
                yield Optional.of(packages.adopt(whole));
            }
            case Built.Rejected(String output) -> throw new Refused(new Refusal.CodeNotBuilt(output));
            case Built.Unavailable(String why) -> throw new Refused(new Refusal.NoBuilder(why));
        };
    }

    /** Source in the root, and no plugin that comes with it but one that was built here from an older source. */
    private static boolean isSource(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            var names = files.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .map(file -> String.valueOf(file.getFileName()))
                    .toList();
            return names.stream().anyMatch(name -> name.endsWith(SOURCE))
                    && names.stream().noneMatch(name -> name.endsWith(PLUGIN) && !name.equals(GoBuild.PLUGIN));
        }
    }

    private static void requireSound(Inspection inspection) {
        switch (inspection) {
            case Inspection.Sound ignored -> {}
            case Inspection.Unsound(String reason) -> throw new Refused(new Refusal.CodeNotBuilt(reason));
        }
    }
}
