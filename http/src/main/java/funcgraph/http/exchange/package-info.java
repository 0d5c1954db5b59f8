/**
 * One request and its answer, without a server around them: routes, refusals, error bodies.
 *
 * <p>It must never know what a function is, and it must never know Vert.x: what is written against it can be called from
 * any thread.
 */
@NullMarked
package funcgraph.http.exchange;

import org.jspecify.annotations.NullMarked;
