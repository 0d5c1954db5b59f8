/**
 * Who gets which worker, how many there may be, and when they end. It must never know frames or processes.
 */
@NullMarked
package funcgraph.runtime.pool;

import org.jspecify.annotations.NullMarked;
