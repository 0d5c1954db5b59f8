/**
 * Reserved instances: what is asked for is kept in the store, and a loop sees to it that the workers are there, by
 * configuration, calendar and load, under the newest revision of what the reservation names.
 *
 * <p>It must never know how workers are started: {@link funcgraph.engine.invoke.Reserves} has them started and ended.
 */
@NullMarked
package funcgraph.engine.reserve;

import org.jspecify.annotations.NullMarked;
