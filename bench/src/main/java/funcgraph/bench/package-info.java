/**
 * The benchmark: drives a packaged server as a client does and prints its figures beside what the machine itself can do
 * in the same run, since a number without the machine's own is not comparable.
 *
 * <p>It must never be needed by the product. It reaches past the API only to fill a store with many functions.
 */
@NullMarked
package funcgraph.bench;

import org.jspecify.annotations.NullMarked;
