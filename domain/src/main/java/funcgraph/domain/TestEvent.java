package funcgraph.domain;

import java.time.Instant;

/**
 * An event kept with a function to try it with.
 *
 * @param content base64, as it was sent
 */
public record TestEvent(String id, String name, String content, Instant lastModified) {}
