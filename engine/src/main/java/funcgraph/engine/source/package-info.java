/**
 * Where triggers get their records from when nobody posts them: a {@link funcgraph.engine.source.TriggerSource} for each
 * kind, a {@link funcgraph.engine.source.SourceLoop} for each trigger that is active, and {@link
 * funcgraph.engine.source.Sources}, which starts and ends them as triggers come and go.
 *
 * <p>A source only fetches. What it brought goes to {@link funcgraph.engine.trigger.Ingest}, and only when that has it on
 * disk is the source told so: whatever happens in between, the records come again. It blocks, on threads of its own, and
 * must never know how an event looks.
 */
@NullMarked
package funcgraph.engine.source;

import org.jspecify.annotations.NullMarked;
