/**
 * The data plane: from a request for a function to the outcome of its call. It runs on event loops; what must wait for
 * the store or the disk hops to a virtual thread and back.
 *
 * <p>It must never know the control plane: functions keep running while that is busy.
 */
@NullMarked
package funcgraph.engine.invoke;

import org.jspecify.annotations.NullMarked;
