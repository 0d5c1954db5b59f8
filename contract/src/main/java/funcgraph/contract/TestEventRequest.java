package funcgraph.contract;

import org.jspecify.annotations.Nullable;

/** Body of {@code POST …/events}, and without {@code name} of {@code PUT}; {@code content} is base64 of JSON text. */
public record TestEventRequest(
        @Nullable String name, @Nullable String content) {}
