package funcgraph.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A runtime as {@code GET /fgs/runtimetypes} lists it: {@code type} and {@code display_name} are the API's
 * (functiongraph-api 2.9), the others this server's.
 *
 * @param type the name that functions are created with
 * @param status {@code exact}, {@code substitute} or {@code absent}
 * @param version what the interpreter says itself; left out when there is none
 * @param remedy how an absent one comes here, or why it cannot; left out when it is here
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RuntimeTypeResponse(
        String type,
        String displayName,
        String status,
        @Nullable String version,
        @Nullable String remedy) {}
