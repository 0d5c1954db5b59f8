/** What the server shows of what goes on: logs, the record of changes, metrics and health, statistics and traces. */
@NullMarked
package funcgraph.server.acceptance.observe;

import org.jspecify.annotations.NullMarked;
