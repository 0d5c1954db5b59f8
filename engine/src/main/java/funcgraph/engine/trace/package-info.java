/**
 * Traces: which part of a call took how long, told to a collector (OpenTelemetry), and the header by which a call belongs
 * to the trace of whoever made it (W3C Trace Context). It knows nothing of functions.
 */
@NullMarked
package funcgraph.engine.trace;

import org.jspecify.annotations.NullMarked;
