/**
 * Bodies of what can be seen of functions: their logs, their calls, and the changes that were made.
 *
 * <p>It must never know what a value means, nor check one.
 */
@NullMarked
package funcgraph.contract.observe;

import org.jspecify.annotations.NullMarked;
