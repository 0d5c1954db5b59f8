/**
 * The wire: the records that clients send and receive, the error codes with their HTTP status, header names and the
 * limits of the API. Whoever reads this package knows what Funcgraph promises to a client.
 *
 * <p>It must never know the domain, a database or an HTTP server. Clients use it without them, and the wire may only
 * change when the API does, not when a noun of the domain is renamed.
 */
@NullMarked
package funcgraph.contract;

import org.jspecify.annotations.NullMarked;
