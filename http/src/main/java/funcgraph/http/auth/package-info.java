/**
 * Authentication: who sent a request, by the token or the signature it carries (functiongraph-api 6). It runs before
 * every call of both planes, so it allocates little and knows no pattern matching.
 *
 * <p>It must never know routes, JSON or the types of the HTTP server: it sees a request through {@link
 * funcgraph.http.auth.RequestFacts}, blocks on nothing and may run on an event loop. What it answers to a stranger
 * names what is wrong, and never a secret, an expected signature or a part of either.
 */
@NullMarked
package funcgraph.http.auth;

import org.jspecify.annotations.NullMarked;
