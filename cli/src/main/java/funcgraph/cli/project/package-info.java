/**
 * A function as it lies in a folder: what {@code funcgraph.yaml} says of it, and its code as the archive that is uploaded.
 *
 * <p>It must never know the server: it reads files and says what is wanted, and its callers ask what is there.
 */
@NullMarked
package funcgraph.cli.project;

import org.jspecify.annotations.NullMarked;
