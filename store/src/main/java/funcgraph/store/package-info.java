/**
 * What survives a restart: SQL tables with their migrations, one SQL text for SQLite and PostgreSQL, and the code
 * packages, on disk or in an object store. A call that returns has made its change durable.
 *
 * <p>It must never know workers, routes or use cases: rules about what may be stored are the domain's, and when to
 * store it is the engine's to say. It is the only floor that knows SQL. Its calls block, so no event loop may make them.
 *
 * <p>SQL goes over plain JDBC through {@link funcgraph.store.View} and {@link funcgraph.store.Tx}: a mapping library and
 * a migration library cost more of the server's start than everything else together, and double a point read.
 */
@NullMarked
package funcgraph.store;

import org.jspecify.annotations.NullMarked;
