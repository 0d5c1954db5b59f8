/**
 * The identity calls of functiongraph-api 6.3 from body to body: tokens, projects, domains, catalog, temporary keys.
 * The routes hand in bytes and callers and send what comes back.
 *
 * <p>It must never know the types of the HTTP server, and never writes a password, a key or a token into a message.
 */
@NullMarked
package funcgraph.http.iam;

import org.jspecify.annotations.NullMarked;
