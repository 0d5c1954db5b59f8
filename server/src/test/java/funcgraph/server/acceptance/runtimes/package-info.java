/**
 * What functions are written in and come with: the languages, each run by its real interpreter, programs that are their
 * own runtime, and dependencies.
 */
@NullMarked
package funcgraph.server.acceptance.runtimes;

import org.jspecify.annotations.NullMarked;
