/**
 * The system calls for which Java has no method, one method each. It must never know what they are used for.
 */
@NullMarked
package funcgraph.runtime.kernel;

import org.jspecify.annotations.NullMarked;
