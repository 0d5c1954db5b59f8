/**
 * Invocations on the wire: headers and body in, outcome out. Runs on event loops.
 *
 * <p>It must never block, and it must never know the control plane.
 */
@NullMarked
package funcgraph.http.invoke;

import org.jspecify.annotations.NullMarked;
