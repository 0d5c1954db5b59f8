/** What is known of many calls without keeping each: durations by size, and what a span of time amounts to. Pure. */
@NullMarked
package funcgraph.domain.metric;

import org.jspecify.annotations.NullMarked;
