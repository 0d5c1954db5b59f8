package funcgraph.http.console;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * One file of the console, in memory.
 *
 * @param gzip the same, compressed when the console was built; null where that gains nothing
 * @param tag the entity tag, quotes and all
 * @param lasting whether its name carries a hash of what it holds, so that it never changes
 */
record ConsoleFile(
        String contentType, Buffer plain, @Nullable Buffer gzip, String tag, boolean lasting) {}
