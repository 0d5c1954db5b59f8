/**
 * The frames between the server and a worker, as docs/worker-protocol.md describes them. It must never know what a
 * call means.
 */
@NullMarked
package funcgraph.runtime.wire;

import org.jspecify.annotations.NullMarked;
