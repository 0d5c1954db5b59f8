/**
 * What a person sees: tables, trees as JSON or YAML, progress on a terminal.
 *
 * <p>It must never know where the data comes from: it neither asks the server nor reads command lines.
 */
@NullMarked
package funcgraph.cli.screen;

import org.jspecify.annotations.NullMarked;
