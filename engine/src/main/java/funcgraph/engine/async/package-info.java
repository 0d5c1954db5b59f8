/**
 * Asynchronous invocations: accepted once they are on disk, run at least once, told to whoever wants to know of their
 * end. Use cases block, on virtual threads; loops take waiting invocations from the store in batches, a bounded number
 * at a time, and give each function its turn.
 *
 * <p>It must never know the control plane, HTTP servers or event loops: functions are run through
 * {@link funcgraph.engine.invoke.BackgroundCalls} and nothing else.
 */
@NullMarked
package funcgraph.engine.async;

import org.jspecify.annotations.NullMarked;
