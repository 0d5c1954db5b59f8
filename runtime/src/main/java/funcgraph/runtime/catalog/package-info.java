/**
 * Which interpreter of this machine runs which runtime name. It must never know workers, and starts a process only
 * to ask an interpreter its version.
 */
@NullMarked
package funcgraph.runtime.catalog;

import org.jspecify.annotations.NullMarked;
