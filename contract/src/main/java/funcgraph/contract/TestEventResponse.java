package funcgraph.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A test event (functiongraph-api 2.9). Some answers leave out what is null here.
 *
 * @param lastModified seconds since 1970, a number with a fraction
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TestEventResponse(
        String id,
        String name,
        @Nullable String content,
        @Nullable Double lastModified) {}
