package funcgraph.server;

import funcgraph.cli.screen.Terminal;
import funcgraph.domain.RuntimeName;
import funcgraph.runtime.catalog.InstalledRuntimes;
import funcgraph.runtime.catalog.Interpreter;
import funcgraph.runtime.catalog.Program;
import funcgraph.runtime.catalog.RuntimeCatalog;
import funcgraph.runtime.install.InstallFailed;
import funcgraph.runtime.install.Installer;
import funcgraph.server.config.BadConfig;
import funcgraph.server.config.Config;
import funcgraph.server.config.Settings;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code funcgraph runtimes}, and {@code funcgraph runtimes install}. Installing ends with 1 when a runtime that was
 * named, or can be had, is not there afterwards; one of {@code --seed} that no registry has is only told of.
 */
final class RuntimesVerb {

    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final String SEED = "--seed";
    private static final String ALL = "--all";

    private final Map<String, String> environment;
    private final PrintStream out;
    private final PrintStream progress;

    private RuntimesVerb(Map<String, String> environment, PrintStream out, PrintStream progress) {
        this.environment = environment;
        this.out = out;
        this.progress = progress;
    }

    static int run(List<String> words, Map<String, String> environment, PrintStream out, PrintStream progress) {
        var verb = new RuntimesVerb(environment, out, progress);
        return !words.isEmpty() && words.getFirst().equals("install")
                ? verb.install(Line.of(words.subList(1, words.size())))
                : verb.list(Line.of(words));
    }

    /** The words, taken apart into what is a setting and what is ours. */
    private record Line(List<String> settings, Set<String> switches, List<String> names, String format) {

        static Line of(List<String> words) {
            var line = new Line(new ArrayList<>(), new LinkedHashSet<>(), new ArrayList<>(), format(words));
            for (int i = 0; i < words.size(); i++) {
                var word = words.get(i);
                if (word.equals("-o")) {
                    i++;
                } else if (word.equals(SEED) || word.equals(ALL)) {
                    line.switches.add(word);
                } else if (!word.startsWith("-")) {
                    line.names.add(word);
                } else {
                    line.settings.add(word);
                    if (!word.contains("=") && i + 1 < words.size()) {
                        line.settings.add(words.get(++i));
                    }
                }
            }
            return line;
        }

        private static String format(List<String> words) {
            int at = words.indexOf("-o");
            if (at < 0) {
                return "text";
            }
            var format = at + 1 < words.size() ? words.get(at + 1) : "";
            if (!format.equals("json") && !format.equals("text")) {
                throw new BadConfig(List.of("-o: '" + format + "' must be text or json"));
            }
            return format;
        }
    }

    private Config.Runtimes config(Line line) {
        return Config.of(Settings.read(line.settings(), Set.of(), environment, FirstIdentity::problems))
                .runtimes();
    }

    private int list(Line line) {
        if (!line.names().isEmpty() || !line.switches().isEmpty()) {
            throw new BadConfig(
                    List.of("runtimes takes no names; to install some: funcgraph runtimes install NAME..."));
        }
        var catalog = RuntimeList.catalog(config(line));
        if (line.format().equals("json")) {
            RuntimeList.printJson(catalog, out);
        } else {
            RuntimeList.print(catalog, out);
        }
        return DONE;
    }

    private int install(Line line) {
        var config = config(line);
        var named = line.names().stream().map(RuntimesVerb::runtime).toList();
        var wanted = new LinkedHashSet<>(named);
        if (line.switches().contains(SEED)) {
            wanted.addAll(Installer.seed());
        }
        if (line.switches().contains(ALL)) {
            wanted.addAll(Installer.all());
        }
        if (wanted.isEmpty()) {
            throw new BadConfig(List.of(
                    "name the runtimes to install, or give --seed or --all; there are " + RuntimeName.allowed()));
        }
        try (var bar = bar(config, wanted)) {
            var installer = new Installer(config.directory(), bar::step);
            var results = installer.install(List.copyOf(wanted));
            if (wanted.contains(RuntimeName.GO_1_8)) {
                bar.step("Go1.8: compiling the worker and the packages that functions import most");
                GoBuilds.prepare(RuntimeList.catalog(config), config.directory());
            }
            bar.close();
            var catalog = RuntimeList.catalog(config);
            boolean allGood = true;
            for (var result : results) {
                allGood &= report(result, catalog, named.contains(result.runtime()));
            }
            return allGood ? DONE : FAILED;
        } catch (InstallFailed e) {
            throw new StartFailed(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new StartFailed("cannot write to " + config.directory() + ": " + e.getMessage());
        }
    }

    private InstallBar bar(Config.Runtimes config, Set<RuntimeName> wanted) {
        var there = new InstalledRuntimes(config.directory());
        var missing = wanted.stream().filter(each -> there.find(each).isEmpty()).count();
        var work = Installer.work(config.directory());
        return InstallBar.begin(progress, Terminal.ERRORS.isThere(), work, (int) missing);
    }

    private static RuntimeName runtime(String name) {
        return RuntimeName.parse(name)
                .orElseThrow(() -> new BadConfig(
                        List.of("there is no runtime '" + name + "'; there are " + RuntimeName.allowed())));
    }

    /** Whether that is what was asked for. */
    private boolean report(Installer.Result result, RuntimeCatalog catalog, boolean named) {
        var name = result.runtime().wireName();
        return switch (result) {
            case Installer.Result.Installed it -> {
                out.println(name + ": installed " + it.program().version()
                        + standing(it.runtime(), it.program(), catalog) + " in "
                        + it.program().home());
                yield true;
            }
            case Installer.Result.AlreadyThere it -> {
                out.println(name + ": already installed, " + it.program().version()
                        + standing(it.runtime(), it.program(), catalog) + " in "
                        + it.program().home());
                yield true;
            }
            case Installer.Result.Unobtainable it -> {
                var found = catalog.find(result.runtime());
                if (found instanceof Interpreter.Present present) {
                    out.println(name + ": nothing to install; this machine has " + present.version()
                            + standing(it.runtime(), present.program(), catalog) + " in " + present.executable());
                    yield true;
                }
                out.println(name + ": " + it.reason());
                yield !named;
            }
            case Installer.Result.Failed it -> {
                out.println(name + ": failed: " + it.reason());
                yield false;
            }
        };
    }

    /** What the catalogue makes of it: a near version may be all that can be had, and of no use beside the very one. */
    private static String standing(RuntimeName runtime, Program program, RuntimeCatalog catalog) {
        return switch (catalog.find(runtime)) {
            case Interpreter.Present it
            when !it.home().equals(program.home()) -> ", but " + it.version() + " in " + it.executable() + " is used,";
            case Interpreter.Substitute ignored -> ", a substitute,";
            case Interpreter.Exact ignored -> "";
            case Interpreter.Unneeded ignored -> "";
            case Interpreter.Absent ignored -> ", which runtimes.substitute forbids,";
        };
    }
}
