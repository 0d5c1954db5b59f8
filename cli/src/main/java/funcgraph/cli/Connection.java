package funcgraph.cli;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags that say where to call and as whom; {@link Whereabouts} says what else is asked. */
final class Connection {

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "a server's data directory, whose credentials.json says where it listens and who may call"
                    + " (default: $FUNCGRAPH_SERVER_DATA, else ./funcgraph-data)")
    private @Nullable Path data;

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            description = "a profile that login has kept (environment: FUNCGRAPH_PROFILE)")
    private @Nullable String profile;

    @Option(
            names = "--endpoint",
            paramLabel = "URL",
            description = "the server's address (environment: FUNCGRAPH_ENDPOINT)")
    private @Nullable String endpoint;

    @Option(
            names = "--project",
            paramLabel = "ID",
            description = "the project's id (environment: FUNCGRAPH_PROJECT_ID, HUAWEICLOUD_SDK_PROJECT_ID)")
    private @Nullable String projectId;

    // Its secret has no flag: every process of a machine can read another's flags.
    @Option(
            names = "--access-key",
            paramLabel = "KEY",
            description = "the key that signs, with its secret in the environment (FUNCGRAPH_ACCESS_KEY and"
                    + " FUNCGRAPH_SECRET_KEY, HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK)")
    private @Nullable String accessKey;

    /** @throws Unreachable when it is not known where to call or as whom */
    ApiClient open() {
        var who = whereabouts(System.getenv());
        return new ApiClient(who.endpoint(), who.projectId(), who.keys(), Clock.systemUTC());
    }

    Whereabouts whereabouts(Map<String, String> environment) {
        return new Whereabouts(environment, data, profile, endpoint, projectId, accessKey);
    }
}
