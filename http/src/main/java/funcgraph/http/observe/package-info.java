/**
 * What can be seen of functions, on the wire: logs as pages and as a stream, calls, the shape of the log service, and the
 * record of changes.
 *
 * <p>It must never know how any of it is kept.
 */
@NullMarked
package funcgraph.http.observe;

import org.jspecify.annotations.NullMarked;
