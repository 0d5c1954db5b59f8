/**
 * Asynchronous invocation on the wire: events in, ids out, lists and configurations (functiongraph-api 2.7, 5.4). Runs on
 * virtual threads, since an answer waits for the disk.
 *
 * <p>It must never know how invocations are kept or run.
 */
@NullMarked
package funcgraph.http.async;

import org.jspecify.annotations.NullMarked;
