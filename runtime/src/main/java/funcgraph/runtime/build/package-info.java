/**
 * Making what a worker can load out of what a user uploads, and the programs of workers that are compiled on this
 * machine: so far for Go, whose plugins open only in a program of the same toolchain. It blocks, so it is for virtual
 * threads. It must never know where code is stored or whose it is.
 */
@NullMarked
package funcgraph.runtime.build;

import org.jspecify.annotations.NullMarked;
