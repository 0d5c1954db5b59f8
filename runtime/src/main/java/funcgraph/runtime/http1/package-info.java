/**
 * HTTP/1.1 between the server and user code, from either end, over a blocking channel that somebody else made: Runtime API
 * and HTTP functions are reached through sockets in a sandbox's network, which no client or server of a library can be
 * given. It must never know functions, calls or the platform.
 */
@NullMarked
package funcgraph.runtime.http1;

import org.jspecify.annotations.NullMarked;
