/**
 * Children with a world of their own: bubblewrap's namespaces around them, control groups that hold them to their
 * limits, a filter on their system calls, and their code put in place after they were started. It must never know what
 * a child is for.
 */
@NullMarked
package funcgraph.runtime.sandbox;

import org.jspecify.annotations.NullMarked;
