/**
 * The use cases of Funcgraph. {@code control} changes and shows functions, blocking on a virtual thread; {@code invoke}
 * runs them on event loops, and keeps running while the control plane is busy or broken.
 *
 * <p>It must never know HTTP, JSON of the wire or where a value came from. It reads neither the clock nor randomness
 * nor processes directly: {@code Clock}, {@code Ids} and {@code Launcher} are passed in.
 */
@NullMarked
package funcgraph.engine;

import org.jspecify.annotations.NullMarked;
