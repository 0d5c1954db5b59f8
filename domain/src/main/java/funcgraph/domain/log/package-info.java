/**
 * What is told of calls and of changes: lines of logs and their levels, records of calls, and what a change has changed.
 *
 * <p>It must never know where any of it is kept, or who asks for it.
 */
@NullMarked
package funcgraph.domain.log;

import org.jspecify.annotations.NullMarked;
