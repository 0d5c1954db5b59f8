package funcgraph.runtime.install;

import funcgraph.domain.RuntimeName;
import funcgraph.runtime.catalog.InstalledRuntimes;
import funcgraph.runtime.catalog.Program;
import funcgraph.runtime.catalog.RuntimePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Installs runtimes into a directory, one after the other, each as a whole or not at all: it is laid out beside its
 * place, has to say its version, and is then renamed. Two installers on one directory take turns. Blocks for minutes.
 */
public final class Installer {

    private static final String WORK = ".work";
    private static final String LOCK = ".lock";
    private static final Duration ANSWER = Duration.ofSeconds(60);
    private static final Pattern VERSION = Pattern.compile("\\d+(\\.\\d+)+(_\\d+)?");

    private final Path directory;
    private final Consumer<String> progress;
    private final InstalledRuntimes installed;

    /** How it went for one runtime. */
    public sealed interface Result {

        RuntimeName runtime();

        /** It is there now. */
        record Installed(RuntimeName runtime, Program program) implements Result {}

        /** It was there before. */
        record AlreadyThere(RuntimeName runtime, Program program) implements Result {}

        /** No package registry has it, for that reason. */
        record Unobtainable(RuntimeName runtime, String reason) implements Result {}

        /** It is not there, and nothing is left of the attempt. */
        record Failed(RuntimeName runtime, String reason) implements Result {}
    }

    /**
     * @param directory is made when it is absent
     * @param progress takes a line for each step
     */
    public Installer(Path directory, Consumer<String> progress) {
        this.directory = directory.toAbsolutePath().normalize();
        this.progress = progress;
        this.installed = new InstalledRuntimes(directory);
    }

    /** Where everything lies that is fetched and unpacked, until it is whole. */
    public static Path work(Path directory) {
        return directory.resolve(WORK);
    }

    /** The runtimes that the seed page names. */
    public static List<RuntimeName> seed() {
        return Recipes.SEED;
    }

    /** All that can be installed. */
    public static List<RuntimeName> all() {
        return Arrays.stream(RuntimeName.values())
                .filter(runtime -> Recipes.of(runtime).isPresent())
                .toList();
    }

    /**
     * Installs what is not there yet. One that fails does not keep the others from being tried.
     *
     * @throws InstallFailed when nothing could be tried
     * @throws IOException when the directory cannot be written to
     */
    public List<Result> install(List<RuntimeName> wanted) throws InstallFailed, IOException {
        Files.createDirectories(directory);
        try (var lock = InstallLock.take(directory.resolve(LOCK), progress)) {
            // What an installer that was killed has left.
            Trees.delete(directory.resolve(WORK));
            var results = new ArrayList<Result>();
            for (RuntimeName runtime : wanted) {
                results.add(one(runtime));
            }
            return results;
        } finally {
            Trees.delete(directory.resolve(WORK));
        }
    }

    private Result one(RuntimeName runtime) throws IOException {
        Optional<Program> before = installed.find(runtime);
        if (before.isPresent()) {
            return new Result.AlreadyThere(runtime, before.get());
        }
        Optional<Recipe> recipe = Recipes.of(runtime);
        if (recipe.isEmpty()) {
            return new Result.Unobtainable(runtime, Recipes.whyNone(runtime));
        }
        var path = RuntimePath.of(runtime).orElseThrow();
        Path work = Files.createDirectories(directory.resolve(WORK).resolve(path.id()));
        try {
            lay(runtime, recipe.get(), path, work);
            return installed
                    .find(runtime)
                    .<Result>map(program -> new Result.Installed(runtime, program))
                    .orElseGet(() -> new Result.Failed(runtime, "it vanished while it was installed"));
        } catch (InstallFailed e) {
            return new Result.Failed(runtime, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return new Result.Failed(runtime, "cannot work in " + directory + ": " + e);
        } finally {
            Trees.delete(work);
        }
    }

    private void lay(RuntimeName runtime, Recipe recipe, RuntimePath path, Path work)
            throws InstallFailed, IOException {
        Path fresh = work.resolve("fresh");
        Path home = Files.createDirectories(path.under(fresh));
        Path scratch = Files.createDirectories(work.resolve("scratch"));
        progress.accept(runtime.wireName() + ": fetching " + recipe.source());
        recipe.layOut(new Workplace(scratch, home, directory.resolve(WORK).resolve("suites")));
        Trees.openToAll(fresh);
        Path executable = home.resolve(recipe.executable());
        var command = new ArrayList<>(List.of(executable.toString()));
        command.addAll(recipe.versionQuestion());
        var said = Tool.run("asking " + runtime.wireName() + " for its version", ANSWER, scratch, command);
        var match = VERSION.matcher(said);
        if (!match.find()) {
            throw new InstallFailed("what was fetched does not say its version: " + said.strip());
        }
        Path tree = fresh.resolve(path.id());
        InstalledRuntimes.note(
                tree.resolve(InstalledRuntimes.NOTE), new Program(executable, match.group(), home, Map.of()));
        Trees.openToAll(tree);
        Path place = directory.resolve(path.id());
        Trees.delete(place);
        Files.move(tree, place, StandardCopyOption.ATOMIC_MOVE);
    }
}
