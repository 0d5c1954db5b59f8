/**
 * Workers whose program is the user's own and knows nothing of frames: {@code Custom} asks a Runtime API for its calls,
 * {@code http} is a web server, and a Go1.x binary serves Go's net/rpc (runtimes 1.6, 1.11, 1.12). To the rest of the
 * server their lines are like those of any worker. It must never know the pool, nor what becomes of an outcome.
 */
@NullMarked
package funcgraph.runtime.direct;

import org.jspecify.annotations.NullMarked;
