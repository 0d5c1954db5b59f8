/** The client's commands against a real server, as typed in a shell or on a terminal. */
@NullMarked
package funcgraph.server.acceptance.cli;

import org.jspecify.annotations.NullMarked;
