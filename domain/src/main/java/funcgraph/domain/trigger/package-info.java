/**
 * What starts a function besides a call: the types of triggers, the rules of their event_data, when timers fall due, and
 * the shapes of the events that functions get (functiongraph-api 2.5, runtimes 1.13).
 *
 * <p>It must never know where triggers are kept, who fires them, or what time it is. Documents are maps of texts, numbers,
 * truth values, lists and maps: how they are written is for the wire and the store to know.
 */
@NullMarked
package funcgraph.domain.trigger;

import org.jspecify.annotations.NullMarked;
