/**
 * The function resource on the wire: bodies into changes, functions into answers, and the routes between them. This is
 * where contract and domain meet; nothing else knows both.
 *
 * <p>It must never know SQL, workers or Vert.x.
 */
@NullMarked
package funcgraph.http.functions;

import org.jspecify.annotations.NullMarked;
