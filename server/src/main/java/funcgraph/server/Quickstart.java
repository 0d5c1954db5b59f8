package funcgraph.server;

import funcgraph.cli.Account;
import funcgraph.cli.ApiClient;
import funcgraph.cli.ApiRefused;
import funcgraph.cli.Tour;
import funcgraph.cli.Unreachable;
import funcgraph.domain.RuntimeName;
import funcgraph.runtime.catalog.Interpreter;
import funcgraph.server.config.Config;
import funcgraph.server.config.Keys;
import funcgraph.server.config.Settings;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * {@code funcgraph quickstart}: a server in this process and the tour of its API, over HTTP like every client.
 *
 * <p>It keeps its data in {@code ./funcgraph-data}, where the client's verbs look too, so that {@code funcgraph list} in
 * a second terminal works. With {@code --once} and no {@code --data} it uses a temporary directory and leaves nothing.
 */
final class Quickstart {

    private static final String ONCE = "--once";
    private static final int DONE = 0;
    private static final int FAILED = 1;

    private final Config config;
    private final boolean once;
    private final PrintStream out;

    private Quickstart(Config config, boolean once, PrintStream out) {
        this.config = config;
        this.once = once;
        this.out = out;
    }

    static int run(List<String> words, Map<String, String> environment, PrintStream out) {
        var settings = Settings.read(withOwnDefaults(words), Set.of(ONCE), environment, FirstIdentity::problems);
        boolean once = settings.isOn(ONCE);
        if (!once || !settings.isDefault(Keys.DATA)) {
            return new Quickstart(Main.configured(settings), once, out).run();
        }
        return ScratchDirectory.using(
                data -> new Quickstart(Main.configured(settings).withData(data), true, out).run());
    }

    /** A free port and a quiet log, unless the user says otherwise. */
    private static List<String> withOwnDefaults(List<String> words) {
        var all = new ArrayList<>(words);
        addUnlessGiven(all, "--port", "--server.port", "0");
        addUnlessGiven(all, "--log.level", "--log.level", "warn");
        return all;
    }

    private static void addUnlessGiven(List<String> words, String flag, String longFlag, String value) {
        boolean given = words.stream()
                .anyMatch(word ->
                        Stream.of(flag, longFlag).anyMatch(name -> word.equals(name) || word.startsWith(name + "=")));
        if (!given) {
            words.add(flag + "=" + value);
        }
    }

    private int run() {
        var runtime = pythonRuntime();
        var server = Server.start(config);
        out.println(
                "server   " + server.endpoint() + ", data in " + config.server().data());
        if (!tour(server, runtime)) {
            server.stop();
            return FAILED;
        }
        if (once) {
            return server.stop() ? DONE : FAILED;
        }
        Shutdown.onSignal(server);
        invite(server);
        return Shutdown.await();
    }

    private boolean tour(Server server, String runtime) {
        try (var api = ApiClient.of(Account.of(config.server().data()))) {
            new Tour(api, out, example(), runtime).run();
            return true;
        } catch (ApiRefused | Unreachable | Tour.TourFailed | UncheckedIOException e) {
            System.err.println("funcgraph quickstart: " + e.getMessage());
            return false;
        } catch (RuntimeException e) {
            server.stop();
            throw e;
        }
    }

    private void invite(Server server) {
        var data = config.server().data();
        var flag = data.equals(Keys.DATA.byDefault()) ? "" : " --data " + data;
        out.println("The console is at " + server.endpoint() + "/console; user_name and password are in "
                + data.resolve(Credentials.FILE) + ".");
        out.println("The API is at " + server.endpoint() + "; keys and password are in "
                + data.resolve(Credentials.FILE) + ".");
        out.println("In another terminal: ./funcgraph list" + flag + "; ./funcgraph invoke " + Tour.FUNCTION
                + " '{\"name\":\"you\"}'" + flag);
        out.println("Ctrl-C stops the server; the data stays.");
        out.flush();
    }

    /** The newest Python that is here as itself, else the newest that another stands in for. */
    private String pythonRuntime() {
        var catalog = RuntimeList.catalog(config.runtimes());
        var found = Stream.of(RuntimeName.values())
                .filter(name -> name.family() == RuntimeName.Family.PYTHON)
                .map(catalog::find)
                .toList()
                .reversed();
        return found.stream()
                .flatMap(interpreter -> exact(interpreter).stream())
                .findFirst()
                .or(() -> found.stream()
                        .flatMap(interpreter -> substitute(interpreter).stream())
                        .findFirst())
                .map(RuntimeName::wireName)
                .orElseThrow(() -> new StartFailed("there is no Python for the example: install python3, for instance"
                        + " with apt-get install python3"));
    }

    private static Optional<RuntimeName> exact(Interpreter interpreter) {
        return interpreter instanceof Interpreter.Exact exact ? Optional.of(exact.runtime()) : Optional.empty();
    }

    private static Optional<RuntimeName> substitute(Interpreter interpreter) {
        return interpreter instanceof Interpreter.Substitute other ? Optional.of(other.runtime()) : Optional.empty();
    }

    /** The launcher says where it stands. */
    private static Path example() {
        var source = Path.of(System.getProperty("funcgraph.home", "."), "examples", "hello-python", "index.py");
        if (!Files.isRegularFile(source)) {
            throw new StartFailed("the example " + source + " is missing; start quickstart with ./funcgraph");
        }
        return source;
    }
}
