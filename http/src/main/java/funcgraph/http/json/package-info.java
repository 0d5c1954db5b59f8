/**
 * Strict reading and plain writing of JSON: what may stand in a body, and the sentence a caller gets when it may not.
 *
 * <p>It must never know what a body means: it turns bytes into wire records and back.
 */
@NullMarked
package funcgraph.http.json;

import org.jspecify.annotations.NullMarked;
