/** The web console, in a real browser on a real server: its pages, and what is done on them. */
@NullMarked
package funcgraph.server.acceptance.console;

import org.jspecify.annotations.NullMarked;
