package funcgraph.server;

import funcgraph.server.config.BadConfig;
import funcgraph.server.config.Config;
import funcgraph.server.config.Reference;
import funcgraph.server.config.Settings;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The program's verbs. Exit codes: 0 done, or stopped by a signal as asked; 1 it could not start, or a step failed; 2 the
 * command line, the environment or the configuration file is wrong.
 */
public final class Main {

    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int USAGE = 2;
    private static final String WITH_LOGS = "--with-logs";

    private Main() {}

    public static void main(String[] args) {
        var words = List.of(args);
        var verb = words.isEmpty() ? "" : words.getFirst();
        var rest = words.subList(Math.min(1, words.size()), words.size());
        try {
            System.exit(run(verb, rest));
        } catch (BadConfig e) {
            System.err.println("funcgraph " + verb + ": " + e.getMessage());
            System.exit(USAGE);
        } catch (StartFailed e) {
            System.err.println("funcgraph " + verb + ": " + e.getMessage());
            System.exit(FAILED);
        }
    }

    private static int run(String verb, List<String> words) {
        return switch (verb) {
            case "serve" -> serve(words);
            case "quickstart" -> quickstart(words);
            case "config" -> config(words);
            case "runtimes" -> runtimes(words);
            case "backup" -> backup(words);
            case "restore" -> restore(words);
            case "train" -> train(words);
            default -> unknown(verb);
        };
    }

    /** Serves until a signal comes; the signal's shutdown hook then ends the process with code 0. */
    private static int serve(List<String> words) {
        var config = configured(read(words));
        var server = Server.start(config);
        Shutdown.onSignal(server);
        System.out.println("ready " + server.endpoint());
        return Shutdown.await();
    }

    private static int quickstart(List<String> words) {
        return Quickstart.run(words, System.getenv(), System.out);
    }

    /** The server's own configuration; {@code config get} and {@code config set}, about a function's, are the client's. */
    private static int config(List<String> words) {
        var settings = read(words, "--explain");
        if (settings.isOn("--explain")) {
            Reference.explain(System.out);
        } else {
            Reference.show(settings, System.out);
        }
        return DONE;
    }

    private static int runtimes(List<String> words) {
        return RuntimesVerb.run(words, System.getenv(), System.out, System.err);
    }

    /** While a server runs on the directory, or while none does. */
    private static int backup(List<String> words) {
        var settings = read(settingsOf("backup", words), WITH_LOGS);
        var config = Config.of(settings);
        var data = config.server().data();
        boolean ours = config.store().url().isEmpty();
        var manifest = new Backup(
                        data, ours, settings.isOn(WITH_LOGS), Clock.systemUTC().instant())
                .to(Path.of(words.getLast()));
        System.out.printf(
                "%d files, %d bytes of %s are in %s%n",
                manifest.files().size(), manifest.bytes(), data, words.getLast());
        System.out.println("It holds keys and passwords: keep it as you keep the data directory.");
        if (!ours) {
            System.out.println("The database is PostgreSQL, and is not in it: take it with pg_dump, before this.");
        }
        return DONE;
    }

    private static int restore(List<String> words) {
        var data = Config.of(read(settingsOf("restore", words))).server().data();
        var manifest = Restore.into(data, Path.of(words.getLast()));
        System.out.printf("%d files of %s are in %s%n", manifest.files().size(), manifest.takenAt(), data);
        if (!manifest.database()) {
            System.out.println("The database is not among them: it was PostgreSQL, and comes from pg_dump.");
        }
        return DONE;
    }

    /** The words before the last one, which names the file. */
    private static List<String> settingsOf(String verb, List<String> words) {
        // A setting and its value are two words, so an odd one at the end is the file.
        if (words.isEmpty() || words.getLast().startsWith("-")) {
            throw new BadConfig(List.of("name the file: funcgraph " + verb + " --data DIR FILE"));
        }
        return words.subList(0, words.size() - 1);
    }

    /** Without the environment: it may name a database, and training is no business of that. */
    private static int train(List<String> words) {
        Training.run(Config.of(Settings.read(words, Set.of(), Map.of(), FirstIdentity::problems)));
        return DONE;
    }

    private static int unknown(String verb) {
        System.err.println("funcgraph: there is no verb '" + verb
                + "' of the server; there are serve, quickstart, config, runtimes, backup and restore");
        return USAGE;
    }

    static Settings read(List<String> words, String... switches) {
        return Settings.read(words, Set.of(switches), System.getenv(), FirstIdentity::problems);
    }

    static Config configured(Settings settings) {
        var config = Config.of(settings);
        Logging.apply(config.log());
        return config;
    }
}
