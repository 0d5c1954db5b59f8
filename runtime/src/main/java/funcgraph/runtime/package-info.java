/**
 * Workers: finding the interpreters of this machine, starting a process, loading a function's code into it, keeping it
 * warm, calling it over a Unix-domain socket, and ending it. The only floor that starts processes.
 *
 * <p>Read it in this order: {@code catalog} (which interpreter runs what), {@code launch} (processes), {@code wire}
 * (frames; the protocol is in docs/worker-protocol.md), {@code worker} (one process and its states), {@code pool} (who
 * gets which worker, and how many there may be).
 * Beside them stand {@code build} (what has to be compiled on this machine) and {@code gob} (what Go1.x binaries speak).
 *
 * <p>It must never know the store, HTTP or who may call a function. It is given a revision of a function as a value and
 * a place where its code lies, and answers with an outcome. It runs on event loops, so nothing here may block one.
 */
@NullMarked
package funcgraph.runtime;

import org.jspecify.annotations.NullMarked;
