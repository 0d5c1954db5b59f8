package funcgraph.cli;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where to call and as whom. Each of address, project and keys comes from the first that has it: flags (a data directory
 * or a profile that a flag names among them), environment, profile, data directory. A key and its secret come from one
 * source, since those of two would never fit.
 */
final class Whereabouts {

    static final String ENDPOINT = "endpoint";
    static final String PROJECT = "project_id";
    static final String ACCESS_KEY = "access_key";
    static final String SECRET_KEY = "secret_key";
    static final String SECURITY_TOKEN = "security_token";

    private final Map<String, String> environment;
    private final List<Supplier<Map<String, String>>> sources = new ArrayList<>();
    private final Map<Integer, Map<String, String>> read = new HashMap<>();

    Whereabouts(
            Map<String, String> environment,
            @Nullable Path data,
            @Nullable String profile,
            @Nullable String endpoint,
            @Nullable String projectId,
            @Nullable String accessKey) {
        this.environment = environment;
        sources.add(() -> flags(endpoint, projectId, accessKey));
        if (profile != null) {
            sources.add(() -> profile(profile));
        }
        if (data != null) {
            sources.add(() -> directory(data));
        }
        sources.add(() -> variables(
                "FUNCGRAPH_ENDPOINT",
                "FUNCGRAPH_PROJECT_ID",
                "FUNCGRAPH_ACCESS_KEY",
                "FUNCGRAPH_SECRET_KEY",
                "FUNCGRAPH_SECURITY_TOKEN"));
        sources.add(() -> variables(
                "",
                "HUAWEICLOUD_SDK_PROJECT_ID",
                "HUAWEICLOUD_SDK_AK",
                "HUAWEICLOUD_SDK_SK",
                "HUAWEICLOUD_SDK_SECURITY_TOKEN"));
        sources.add(this::currentProfile);
        sources.add(() -> directory(Path.of(variable("FUNCGRAPH_SERVER_DATA", "funcgraph-data"))));
    }

    URI endpoint() {
        return Account.uri(first(ENDPOINT, "address", "--endpoint, FUNCGRAPH_ENDPOINT"));
    }

    String projectId() {
        return first(PROJECT, "project", "--project, FUNCGRAPH_PROJECT_ID");
    }

    /** A pair, or a pair that ends by itself. */
    Access keys() {
        var key = first(ACCESS_KEY, "access key", "--access-key, FUNCGRAPH_ACCESS_KEY");
        var source = sourceOf(ACCESS_KEY);
        var secret = source.getOrDefault(SECRET_KEY, "");
        if (secret.isEmpty()) {
            throw new Unreachable("the access key " + key + " has no secret: set FUNCGRAPH_SECRET_KEY");
        }
        var token = source.getOrDefault(SECURITY_TOKEN, "");
        return token.isEmpty() ? new Access.Signed(key, secret) : new Access.Temporary(key, secret, token);
    }

    private String first(String what, String name, String ways) {
        var found = sourceOf(what).getOrDefault(what, "");
        if (found.isEmpty()) {
            throw new Unreachable("no " + name + " is known: say it (" + ways + "), or log in (funcgraph login)");
        }
        return found;
    }

    private Map<String, String> sourceOf(String what) {
        for (int i = 0; i < sources.size(); i++) {
            var source = read.computeIfAbsent(i, at -> sources.get(at).get());
            if (!source.getOrDefault(what, "").isEmpty()) {
                return source;
            }
        }
        return Map.of();
    }

    private Map<String, String> flags(
            @Nullable String endpoint, @Nullable String projectId, @Nullable String accessKey) {
        var said = new HashMap<String, String>();
        put(said, ENDPOINT, endpoint);
        put(said, PROJECT, projectId);
        put(said, ACCESS_KEY, accessKey);
        put(said, SECRET_KEY, variable("FUNCGRAPH_SECRET_KEY", variable("HUAWEICLOUD_SDK_SK", "")));
        return said;
    }

    private Map<String, String> variables(
            String endpoint, String projectId, String accessKey, String secretKey, String securityToken) {
        var said = new HashMap<String, String>();
        put(said, ENDPOINT, variable(endpoint, ""));
        put(said, PROJECT, variable(projectId, ""));
        put(said, ACCESS_KEY, variable(accessKey, ""));
        put(said, SECRET_KEY, variable(secretKey, ""));
        put(said, SECURITY_TOKEN, variable(securityToken, ""));
        return said;
    }

    private Map<String, String> profile(String name) {
        var profiles = Profiles.read(environment);
        return profiles.find(name)
                .orElseThrow(() -> new Unreachable("there is no profile '" + name + "' in " + profiles.file()
                        + "; there are: " + profiles.names()));
    }

    private Map<String, String> currentProfile() {
        var named = variable("FUNCGRAPH_PROFILE", "");
        if (!named.isEmpty()) {
            return profile(named);
        }
        if (!Profiles.areThere(environment)) {
            return Map.of();
        }
        var profiles = Profiles.read(environment);
        return profiles.find(profiles.current()).orElse(Map.of());
    }

    private static Map<String, String> directory(Path data) {
        var account = Account.of(data);
        return Map.of(
                ENDPOINT, account.endpoint().toString(),
                PROJECT, account.projectId(),
                ACCESS_KEY, account.accessKey(),
                SECRET_KEY, account.secretKey());
    }

    private String variable(String name, String otherwise) {
        var value = environment.getOrDefault(name, "");
        return value.isEmpty() ? otherwise : value;
    }

    private static void put(Map<String, String> into, String key, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            into.put(key, value);
        }
    }
}
