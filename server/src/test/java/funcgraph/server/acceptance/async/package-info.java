/** Invocations that nobody waits for: accepted, retried, handed on to destinations, cancelled, and lost by no crash. */
@NullMarked
package funcgraph.server.acceptance.async;

import org.jspecify.annotations.NullMarked;
