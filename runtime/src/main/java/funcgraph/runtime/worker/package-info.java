/**
 * One worker: one process, one socket, one function revision, and the states between its start and its end. It must
 * never know other workers.
 */
@NullMarked
package funcgraph.runtime.worker;

import org.jspecify.annotations.NullMarked;
