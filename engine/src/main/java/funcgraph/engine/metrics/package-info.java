/**
 * What calls amount to: counted on the event loops where they end, without locks and without garbage; gathered into
 * minutes, hours and days, which the store keeps; and read from both. It never takes part in a call.
 */
@NullMarked
package funcgraph.engine.metrics;

import org.jspecify.annotations.NullMarked;
