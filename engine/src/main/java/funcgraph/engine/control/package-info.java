/**
 * The control plane's use cases of a function: create, show, change, publish, delete. Blocking, on virtual threads; what is
 * answered is durable.
 *
 * <p>It must never know HTTP, nor how a call runs: it only tells the data plane that a function has changed.
 */
@NullMarked
package funcgraph.engine.control;

import org.jspecify.annotations.NullMarked;
