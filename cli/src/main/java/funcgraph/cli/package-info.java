/**
 * The command line client. It speaks the same API as every other client; each verb is a class.
 *
 * <p>It must never know the server: of Funcgraph it sees the wire alone, so that whatever the CLI can do, a curl script
 * can do too.
 */
@NullMarked
package funcgraph.cli;

import org.jspecify.annotations.NullMarked;
