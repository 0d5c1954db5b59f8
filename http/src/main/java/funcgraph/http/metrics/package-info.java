/**
 * How metrics leave the server: as charts and reports over the API, as text for Prometheus, and as the answer to whoever
 * asks whether it is well.
 */
@NullMarked
package funcgraph.http.metrics;

import org.jspecify.annotations.NullMarked;
