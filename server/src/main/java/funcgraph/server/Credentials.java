package funcgraph.server;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The first identity of a server and where it listens, as {@code credentials.json} shows them to whoever may read the
 * data directory. The identity is made once and kept; endpoint and region follow the configuration.
 */
@JsonPropertyOrder({
    "endpoint",
    "region",
    "project_id",
    "project_name",
    "domain_id",
    "domain_name",
    "user_name",
    "password",
    "access_key",
    "secret_key"
})
public record Credentials(
        String endpoint,
        String region,
        String projectId,
        String projectName,
        String domainId,
        String domainName,
        String userName,
        String password,
        String accessKey,
        String secretKey) {

    /** Name of the file in the data directory; only its owner may read it. */
    public static final String FILE = "credentials.json";

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    /**
     * Reads what an earlier start has written.
     *
     * @return empty when there is no file
     * @throws StartFailed when there is one that is not whole: it is never replaced, since it is the only copy
     */
    static Optional<Credentials> read(Path directory) {
        var file = directory.resolve(FILE);
        try {
            var read = MAPPER.readValue(Files.readAllBytes(file), Credentials.class);
            if (read == null || read.fields().anyMatch(field -> field == null || field.isEmpty())) {
                throw new StartFailed(file + " lacks a key; restore it, or remove it to make a new identity");
            }
            return Optional.of(read);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        } catch (JacksonException e) {
            throw new StartFailed(file + " is not whole; restore it, or remove it to make a new identity");
        }
    }

    /** Writes the file under another name, to the disk, and then in its place: there is never half a file. */
    void write(Path directory) {
        var fresh = directory.resolve(FILE + ".new");
        try {
            Files.deleteIfExists(fresh);
            var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
            var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            try (var channel = FileChannel.open(fresh, options, ownerOnly)) {
                var bytes = ByteBuffer.wrap(json());
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(fresh, directory.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
            try (var parent = FileChannel.open(directory, StandardOpenOption.READ)) {
                parent.force(true);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + directory.resolve(FILE), e);
        }
    }

    Credentials at(String newEndpoint, String newRegion) {
        return new Credentials(
                newEndpoint,
                newRegion,
                projectId,
                projectName,
                domainId,
                domainName,
                userName,
                password,
                accessKey,
                secretKey);
    }

    Credentials withProjectName(String name) {
        return new Credentials(
                endpoint, region, projectId, name, domainId, domainName, userName, password, accessKey, secretKey);
    }

    private Stream<String> fields() {
        return Stream.of(
                endpoint,
                region,
                projectId,
                projectName,
                domainId,
                domainName,
                userName,
                password,
                accessKey,
                secretKey);
    }

    private byte[] json() {
        return (MAPPER.writeValueAsString(this) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "Credentials[" + endpoint + ", project " + projectId + ", user " + userName + ", ***]";
    }
}
