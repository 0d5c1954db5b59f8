/**
 * What a function can do to its machine, and what it leaves there: nothing, whatever it tries; and the networks that it
 * may join.
 */
@NullMarked
package funcgraph.server.acceptance.sandbox;

import org.jspecify.annotations.NullMarked;
