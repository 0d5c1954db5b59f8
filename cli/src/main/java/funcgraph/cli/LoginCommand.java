package funcgraph.cli;

import funcgraph.cli.screen.Terminal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

@Command(
        name = "login",
        mixinStandardHelpOptions = true,
        description = {
            "Keeps where to call and as whom, for all later commands: the keys of a data directory, an access key, or"
                    + " temporary keys that a user's password is changed for. The password is not kept.",
            "Secrets are asked for, or read from standard input, a line each; a flag would show them to every process."
        })
final class LoginCommand implements Callable<Integer> {

    /** The longest that the API gives. */
    private static final int DAY_SECONDS = 86_400;

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            defaultValue = "default",
            description = "its name (default: default)")
    private String profile = "default";

    @Option(names = "--endpoint", paramLabel = "URL", description = "the server's address")
    private @Nullable String endpoint;

    @Option(names = "--project", paramLabel = "ID", description = "the project's id")
    private @Nullable String projectId;

    @Option(names = "--data", paramLabel = "DIR", description = "take all from a server's data directory")
    private @Nullable Path data;

    @Option(names = "--access-key", paramLabel = "KEY", description = "sign with this key; its secret is asked for")
    private @Nullable String accessKey;

    @Option(
            names = "--user",
            paramLabel = "NAME",
            description = "get keys for a day as this user; the password is asked for")
    private @Nullable String user;

    @Option(names = "--domain", paramLabel = "NAME", description = "the user's domain (default: the user's name)")
    private @Nullable String domain;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Ahead.await();
        var values = new LinkedHashMap<String, String>();
        if (data != null) {
            fromDirectory(data, values);
        } else if (endpoint == null || projectId == null || (accessKey == null) == (user == null)) {
            throw wrong("say --data DIR, or --endpoint and --project with either --access-key or --user");
        } else {
            values.put(Whereabouts.ENDPOINT, Account.uri(endpoint).toString());
            values.put(Whereabouts.PROJECT, projectId);
            if (accessKey != null) {
                values.put(Whereabouts.ACCESS_KEY, accessKey);
                values.put(Whereabouts.SECRET_KEY, secret("secret key of " + accessKey));
            } else if (user != null) {
                temporaryKeys(user, values);
            }
        }
        prove(values);
        var profiles = Profiles.read(System.getenv());
        profiles.keep(profile, values);
        out().println("profile " + profile + " for " + values.get(Whereabouts.ENDPOINT) + " kept in "
                + profiles.file());
        return Exit.DONE;
    }

    private static void fromDirectory(Path data, Map<String, String> values) {
        var account = Account.of(data);
        values.put(Whereabouts.ENDPOINT, account.endpoint().toString());
        values.put(Whereabouts.PROJECT, account.projectId());
        values.put(Whereabouts.ACCESS_KEY, account.accessKey());
        values.put(Whereabouts.SECRET_KEY, account.secretKey());
    }

    /** A password buys a token, a token buys keys (functiongraph-api 6.3). */
    private void temporaryKeys(String user, Map<String, String> values) {
        var password = secret("password of " + user);
        try (var anonymous = client(values, new Access.Anonymous());
                var signedIn = anonymous.signedIn(domain == null ? user : domain, user, password)) {
            var request = Json.object();
            var identity = request.putObject("auth").putObject("identity");
            identity.putArray("methods").add("token");
            identity.putObject("token").put("duration_seconds", DAY_SECONDS);
            JsonNode keys = signedIn.ask("POST", "/v3.0/OS-CREDENTIAL/securitytokens", Map.of(), request)
                    .path("credential");
            values.put(Whereabouts.ACCESS_KEY, keys.path("access").asString(""));
            values.put(Whereabouts.SECRET_KEY, keys.path("secret").asString(""));
            values.put(Whereabouts.SECURITY_TOKEN, keys.path("securitytoken").asString(""));
            values.put("expires_at", keys.path("expires_at").asString(""));
        }
    }

    /** A profile that does not work is better noticed now. */
    private static void prove(Map<String, String> values) {
        var key = values.getOrDefault(Whereabouts.ACCESS_KEY, "");
        var secret = values.getOrDefault(Whereabouts.SECRET_KEY, "");
        var token = values.getOrDefault(Whereabouts.SECURITY_TOKEN, "");
        var access = token.isEmpty() ? new Access.Signed(key, secret) : new Access.Temporary(key, secret, token);
        try (var api = client(values, access)) {
            api.list(0, 1);
        }
    }

    private static ApiClient client(Map<String, String> values, Access access) {
        return new ApiClient(
                Account.uri(values.getOrDefault(Whereabouts.ENDPOINT, "")),
                values.getOrDefault(Whereabouts.PROJECT, ""),
                access,
                Clock.systemUTC());
    }

    private String secret(String what) {
        var console = Terminal.INPUT.isThere() ? System.console() : null;
        if (console != null) {
            char @Nullable [] typed = console.readPassword("%s: ", what);
            if (typed != null && typed.length > 0) {
                return new String(typed);
            }
            throw wrong("no " + what + " was typed");
        }
        try {
            var line = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
            if (line != null && !line.isEmpty()) {
                return line;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the " + what + ": " + e.getMessage(), e);
        }
        throw wrong("no " + what + " came on standard input");
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
