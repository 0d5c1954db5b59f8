/**
 * Calls whose caller waits: what comes back and how, whole or as a stream, how many run at a time, and the instances
 * that are kept ready for them.
 */
@NullMarked
package funcgraph.server.acceptance.invoke;

import org.jspecify.annotations.NullMarked;
