/**
 * Triggers: their use cases, the loop that fires timers, and the one way in for events of every other source. A source is
 * whatever takes records from somewhere, a queue, a bucket, an HTTP request, and hands them to {@link
 * funcgraph.engine.trigger.Ingest} with the trigger they are for; the shape of the event, batches and filters are the
 * ingest's, so that a new source is nothing but a way to fetch.
 *
 * <p>It must never run a function itself: what it makes goes to {@link funcgraph.engine.trigger.Firing}. It blocks, and
 * belongs on virtual threads.
 */
@NullMarked
package funcgraph.engine.trigger;

import org.jspecify.annotations.NullMarked;
