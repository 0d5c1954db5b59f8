/**
 * That what was answered stays so: through kills, storms of changes, long load, a backup that is brought back, and on
 * PostgreSQL as in the server's own file.
 */
@NullMarked
package funcgraph.server.acceptance.durability;

import org.jspecify.annotations.NullMarked;
