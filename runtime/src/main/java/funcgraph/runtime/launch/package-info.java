/**
 * Starting a child process, hearing what it prints, and ending it with all its descendants. It must never know what
 * the child is for.
 */
@NullMarked
package funcgraph.runtime.launch;

import org.jspecify.annotations.NullMarked;
