/**
 * Main, the configuration and the wiring: the only place that says {@code new} for what lives as long as the server.
 * Read it as a table of contents of the running program.
 *
 * <p>It must never hold a rule or a use case; whatever decides something belongs to a floor below.
 */
@NullMarked
package funcgraph.server;

import org.jspecify.annotations.NullMarked;
