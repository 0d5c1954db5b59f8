package funcgraph.store.obs;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.urlconnection.ProxyConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The S3 clients, one per endpoint and way of naming buckets, each made when it is first needed: the library takes a
 * second to load, and most servers never fetch anything.
 */
final class ObsClients implements AutoCloseable {

    private record Kind(ObsEndpoint endpoint, boolean bucketInPath) {}

    private final Duration timeLimit;
    private final ConcurrentHashMap<Kind, S3Client> clients = new ConcurrentHashMap<>();

    ObsClients(Duration timeLimit) {
        this.timeLimit = timeLimit;
    }

    S3Client of(ObjectAddress address) {
        return clients.computeIfAbsent(new Kind(address.endpoint(), address.bucketInPath()), this::made);
    }

    @Override
    public void close() {
        clients.values().forEach(S3Client::close);
        clients.clear();
    }

    /** Everything is said here, so that neither the environment nor a file in somebody's home changes who is asked. */
    private S3Client made(Kind kind) {
        return S3Client.builder()
                .endpointOverride(kind.endpoint().url())
                .forcePathStyle(kind.bucketInPath())
                .region(Region.of(kind.endpoint().region()))
                .credentialsProvider(credentials(kind.endpoint()))
                .crossRegionAccessEnabled(false)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .overrideConfiguration(override -> override.retryStrategy(AwsRetryStrategy.doNotRetry())
                        .defaultProfileFile(ProfileFile.aggregator().build()))
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(timeLimit)
                        .socketTimeout(timeLimit)
                        .proxyConfiguration(ProxyConfiguration.builder()
                                .useSystemPropertyValues(false)
                                .useEnvironmentVariablesValues(false)
                                .build()))
                .build();
    }

    private static AwsCredentialsProvider credentials(ObsEndpoint endpoint) {
        return endpoint.isSigned()
                ? StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(endpoint.accessKey(), endpoint.secretKey()))
                : AnonymousCredentialsProvider.create();
    }
}
