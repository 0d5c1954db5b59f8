package funcgraph.server;

import funcgraph.server.config.BadConfig;
import funcgraph.server.config.Config;
import funcgraph.server.config.Reference;
import funcgraph.server.config.Settings;
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

    /** Without the environment: it may name a database, and training is no business of that. */
    private static int train(List<String> words) {
        Training.run(Config.of(Settings.read(words, Set.of(), Map.of(), FirstIdentity::problems)));
        return DONE;
    }

    private static int unknown(String verb) {
        System.err.println("funcgraph: there is no verb '" + verb
                + "' of the server; there are serve, quickstart, config and runtimes");
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
