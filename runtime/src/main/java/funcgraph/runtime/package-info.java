/**
 * Workers: finding the interpreters of this machine, starting a sandboxed process, loading a function's code into it,
 * keeping it warm, calling it over a Unix-domain socket, and ending it. The only floor that starts processes.
 *
 * <p>It must never know the store, HTTP or who may call a function. It is given a revision of a function as a value and
 * a place where its code lies, and answers with an outcome. It runs on event loops, so nothing here may block one.
 */
@NullMarked
package funcgraph.runtime;

import org.jspecify.annotations.NullMarked;
