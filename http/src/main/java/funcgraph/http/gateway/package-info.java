/**
 * The HTTP gateway: what functions behind APIG triggers hear of a request, and what their answers become (functiongraph-api
 * 2.5, runtimes 1.10). Runs on event loops.
 *
 * <p>It must never block, and it must never know where its requests come from: reading and writing them is the listener's.
 */
@NullMarked
package funcgraph.http.gateway;

import org.jspecify.annotations.NullMarked;
