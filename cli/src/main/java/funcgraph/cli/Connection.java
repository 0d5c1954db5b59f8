package funcgraph.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where to call and as whom: flags, else environment, else the data directory of a server on this machine. */
final class Connection {

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "${env:FUNCGRAPH_SERVER_DATA:-funcgraph-data}",
            description = "a server's data directory, whose credentials.json says where it listens and who may call"
                    + " (default: $FUNCGRAPH_SERVER_DATA, else ./funcgraph-data)")
    private Path data = Path.of("funcgraph-data");

    @Option(
            names = "--endpoint",
            paramLabel = "URL",
            defaultValue = "${env:FUNCGRAPH_ENDPOINT}",
            description = "the server's address, instead of the file's (environment: FUNCGRAPH_ENDPOINT)")
    private @Nullable String endpoint;

    @Option(
            names = "--project",
            paramLabel = "ID",
            defaultValue = "${env:FUNCGRAPH_PROJECT_ID}",
            description = "the project's id (environment: FUNCGRAPH_PROJECT_ID)")
    private @Nullable String projectId;

    @Option(
            names = "--access-key",
            paramLabel = "KEY",
            defaultValue = "${env:FUNCGRAPH_ACCESS_KEY}",
            description = "the key that signs (environment: FUNCGRAPH_ACCESS_KEY)")
    private @Nullable String accessKey;

    // There is no flag for it: every process of a machine can read another's flags.
    @Option(names = "--secret-key", hidden = true, defaultValue = "${env:FUNCGRAPH_SECRET_KEY}")
    private @Nullable String secretKey;

    /** @throws Unreachable when it is not known where to call or as whom */
    ApiClient open() {
        return ApiClient.of(account());
    }

    private Account account() {
        if (endpoint != null && projectId != null && accessKey != null && secretKey != null) {
            return new Account(Account.uri(endpoint), projectId, accessKey, secretKey);
        }
        var written = Account.of(data);
        return new Account(
                endpoint == null ? written.endpoint() : Account.uri(endpoint),
                projectId == null ? written.projectId() : projectId,
                accessKey == null ? written.accessKey() : accessKey,
                secretKey == null ? written.secretKey() : secretKey);
    }
}
