/**
 * The configuration: one table of keys ({@link funcgraph.server.config.Keys}) which reads flags, environment and file,
 * prints the reference, and makes the record tree ({@link funcgraph.server.config.Config}).
 *
 * <p>It must never know what the values are used for, and never show a secret.
 */
@NullMarked
package funcgraph.server.config;

import org.jspecify.annotations.NullMarked;
