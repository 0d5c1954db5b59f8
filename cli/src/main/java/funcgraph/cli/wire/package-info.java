/**
 * HTTP/1.1 over sockets, as little of it as a command needs that lives for a moment: one request, one answer, or a stream
 * of events. The JDK's own client takes 0.2 s of processor time to start, which is half of what {@code list} may take.
 *
 * <p>It must never know the API: what is signed, which path is meant and what an answer says is its callers' business.
 */
@NullMarked
package funcgraph.cli.wire;

import org.jspecify.annotations.NullMarked;
