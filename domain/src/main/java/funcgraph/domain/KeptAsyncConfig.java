package funcgraph.domain;

import java.time.Instant;

/** An asynchronous configuration as it is kept, for {@code latest}, a version, or {@code !} and an alias. */
public record KeptAsyncConfig(String qualifier, AsyncConfig config, Instant createdAt, Instant lastModified) {}
