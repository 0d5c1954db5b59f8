package funcgraph.store.obs;

import funcgraph.domain.Refusal;
import funcgraph.domain.Refused;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Fetches objects from the configured object stores, each within a size and a time. Nobody else is ever asked: not for
 * another address in the caller's URL, nor because a server answers with a redirect.
 */
public final class ObjectStore implements AutoCloseable {

    private static final int CHUNK_BYTES = 64 * 1024;
    private static final Duration GOODBYE = Duration.ofSeconds(1);

    private final List<ObsEndpoint> endpoints;
    private final long maxBytes;
    private final Duration timeLimit;
    private final Path temporary;
    private final ObsClients clients;

    /**
     * @param maxBytes largest object (functiongraph-api 5.1: 300 MB)
     * @param timeLimit for one object, from the first connection to the last byte
     * @param temporary where objects are kept until they are taken over
     */
    public ObjectStore(List<ObsEndpoint> endpoints, long maxBytes, Duration timeLimit, Path temporary) {
        this.endpoints = List.copyOf(endpoints);
        this.maxBytes = maxBytes;
        this.timeLimit = timeLimit;
        this.temporary = temporary;
        this.clients = new ObsClients(timeLimit);
    }

    /** What would be allowed instead of this URL, if it is not allowed. Asks nobody. */
    public Optional<String> whyNotAllowed(String url) {
        return switch (ObjectAddress.parse(url, endpoints)) {
            case ObjectAddress.Parsed.Known ignored -> Optional.empty();
            case ObjectAddress.Parsed.Unknown(String why) -> Optional.of(why);
        };
    }

    /**
     * Fetches an object. Throws {@link Refused} with {@link Refusal.NoSuchObject} when there is none,
     * {@link Refusal.CodeTooLarge} when it is too large, {@link Refusal.ObjectStoreFailed} for everything else; nothing
     * is left behind then.
     */
    public ObjectFetch fetch(String url) {
        return switch (ObjectAddress.parse(url, endpoints)) {
            case ObjectAddress.Parsed.Known(ObjectAddress address) -> fetched(address, withoutQuery(url));
            case ObjectAddress.Parsed.Unknown(String why) -> new ObjectFetch.NotAllowed(why);
        };
    }

    /** Whether there is any object store. */
    public boolean hasEndpoint() {
        return !endpoints.isEmpty();
    }

    /**
     * Puts an object into a bucket of the first object store, in place of one of that key. Throws {@link Refused} with
     * {@link Refusal.ObjectStoreFailed} when it was not taken within the time, or not for sure.
     *
     * @param expiresDays after which the store may remove it, as OBS does; 0 for never
     */
    public void put(String bucket, String key, byte[] content, int expiresDays) {
        if (endpoints.isEmpty()) {
            throw failed(bucket + "/" + key, "no object store is configured");
        }
        var endpoint = endpoints.getFirst();
        var url = endpoint.url() + "/" + bucket + "/" + key;
        var address = new ObjectAddress(endpoint, true, bucket, key);
        var client = clients.of(address);
        withinTime(timeLimit, url, () -> upload(client, address, url, content, expiresDays));
    }

    /**
     * Lists a part of a bucket of the first object store. Throws {@link Refused} with {@link Refusal.NoSuchObject} when
     * there is no such bucket, {@link Refusal.ObjectStoreFailed} for everything else.
     *
     * @param after the key behind which it begins, {@code ""} for the first
     * @param most objects, at most 1000
     */
    public ObjectPage list(String bucket, String prefix, String after, int most) {
        if (endpoints.isEmpty()) {
            throw failed(bucket, "no object store is configured");
        }
        var endpoint = endpoints.getFirst();
        var url = endpoint.url() + "/" + bucket;
        var client = clients.of(new ObjectAddress(endpoint, true, bucket, ""));
        return withinTime(timeLimit, url, () -> listed(client, url, bucket, prefix, after, most));
    }

    @Override
    public void close() {
        clients.close();
    }

    private static ObjectPage listed(
            S3Client client, String url, String bucket, String prefix, String after, int most) {
        try {
            // The older of the two operations: OBS has no other.
            var answer = client.listObjects(request -> request.bucket(bucket)
                    .prefix(prefix)
                    .marker(after)
                    .maxKeys(most)
                    .encodingType(EncodingType.URL));
            var objects = answer.contents().stream()
                    .map(each -> new ObjectPage.Listed(
                            each.key(), each.eTag().replace("\"", ""), each.size(), each.lastModified()))
                    .toList();
            return new ObjectPage(objects, Boolean.TRUE.equals(answer.isTruncated()) && !objects.isEmpty());
        } catch (S3Exception e) {
            throw refused(e, url);
        } catch (SdkException e) {
            throw failed(url, reason(e));
        }
    }

    private static long upload(S3Client client, ObjectAddress to, String url, byte[] content, int expiresDays) {
        try {
            client.putObject(
                    request -> {
                        request.bucket(to.bucket()).key(to.key()).contentType("application/json");
                        if (expiresDays > 0) {
                            request.overrideConfiguration(
                                    more -> more.putHeader("x-obs-expires", Integer.toString(expiresDays)));
                        }
                    },
                    RequestBody.fromBytes(content));
            return content.length;
        } catch (S3Exception e) {
            throw refused(e, url);
        } catch (SdkException e) {
            throw failed(url, reason(e));
        }
    }

    private ObjectFetch.Fetched fetched(ObjectAddress address, String url) {
        Path file;
        try {
            file = Files.createTempFile(temporary, "object", ".fetched");
        } catch (IOException e) {
            throw new UncheckedIOException("no temporary file for an object: " + e, e);
        }
        boolean whole = false;
        try {
            // Made before the time begins: the first client takes seconds to load on a busy machine.
            var client = clients.of(address);
            long size = withinTime(timeLimit, url, () -> download(client, address, url, file));
            whole = true;
            return new ObjectFetch.Fetched(file, size, address.filename());
        } finally {
            if (!whole) {
                deleteQuietly(file);
            }
        }
    }

    /**
     * A server that sends a byte now and then never meets a timeout between two bytes, so the whole runs on a thread of
     * its own that is interrupted at the end of its time; on a virtual thread that closes the socket it waits at.
     */
    private static <T> T withinTime(Duration timeLimit, String url, Supplier<T> work) {
        var result = new CompletableFuture<T>();
        var fetching = Thread.ofVirtual().name("fetch").start(() -> {
            try {
                result.complete(work.get());
            } catch (RuntimeException | Error e) {
                result.completeExceptionally(e);
            }
        });
        try {
            return result.get(timeLimit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw failed(url, "it did not come within " + timeLimit.toMillis() + " ms");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(url, "the request was interrupted");
        } catch (ExecutionException e) {
            throw cause(e);
        } finally {
            fetching.interrupt();
            awaitEnd(fetching);
        }
    }

    private static void awaitEnd(Thread fetching) {
        try {
            fetching.join(GOODBYE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private long download(S3Client client, ObjectAddress address, String url, Path file) {
        try (var body =
                client.getObject(request -> request.bucket(address.bucket()).key(address.key()))) {
            Long declared = body.response().contentLength();
            if (declared != null && declared > maxBytes) {
                body.abort();
                throw new Refused(new Refusal.CodeTooLarge(false, declared, maxBytes));
            }
            long size = copy(body, file, body::abort);
            if (declared != null && declared != size) {
                throw failed(url, "it ended after " + size + " of " + declared + " bytes");
            }
            return size;
        } catch (S3Exception e) {
            throw refused(e, url);
        } catch (SdkException | IOException e) {
            throw failed(url, reason(e));
        }
    }

    private long copy(InputStream body, Path file, Runnable abort) throws IOException {
        var chunk = new byte[CHUNK_BYTES];
        long size = 0;
        // The file is there; when it no longer is, nobody waits for this one and it must not come back.
        try (var out = Files.newOutputStream(file, StandardOpenOption.WRITE)) {
            for (int length = body.read(chunk); length >= 0; length = body.read(chunk)) {
                size += length;
                if (size > maxBytes) {
                    abort.run();
                    throw new Refused(new Refusal.CodeTooLarge(false, size, maxBytes));
                }
                out.write(chunk, 0, length);
            }
        }
        return size;
    }

    private static Refused refused(S3Exception answer, String url) {
        int status = answer.statusCode();
        if (status == 404) {
            return new Refused(new Refusal.NoSuchObject(url));
        }
        if (status >= 300 && status < 400) {
            return failed(url, "it answered with a redirect (HTTP " + status + "), which is not followed");
        }
        return failed(url, status == 403 ? "it refuses access (HTTP 403)" : "it answered HTTP " + status);
    }

    /** The innermost message says what happened; the outer ones say that something did. */
    private static String reason(Throwable failure) {
        var innermost = failure;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        return innermost.getClass().getSimpleName() + ": " + innermost.getMessage();
    }

    private static Refused failed(String url, String why) {
        return new Refused(new Refusal.ObjectStoreFailed(url, why));
    }

    private static RuntimeException cause(ExecutionException failure) {
        if (failure.getCause() instanceof RuntimeException cause) {
            return cause;
        }
        if (failure.getCause() instanceof Error error) {
            throw error;
        }
        return new IllegalStateException(failure);
    }

    /** The query of a URL may be a signature, which is as good as a password. */
    private static String withoutQuery(String url) {
        int query = url.indexOf('?');
        return query < 0 ? url : url.substring(0, query);
    }

    private static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // The directory for temporary files is emptied at the next start.
        }
    }
}
