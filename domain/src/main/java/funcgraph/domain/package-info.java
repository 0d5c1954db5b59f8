/**
 * The nouns and the pure rules of Funcgraph: what a function is, what its metadata may be, what a change to it means,
 * and how an invocation may end. Constructors refuse bad values, so a value that exists is a valid one.
 *
 * <p>It must never know I/O, the clock, randomness, threads, JSON or the wire. What depends on these is passed in as a
 * value, and so every rule here is tested by calling it.
 */
@NullMarked
package funcgraph.domain;

import org.jspecify.annotations.NullMarked;
