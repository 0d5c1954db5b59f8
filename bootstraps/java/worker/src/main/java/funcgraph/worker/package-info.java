/**
 * What runs inside a JVM that serves a function: it starts without code, is specialised once, and then serves calls
 * (docs/worker-protocol.md). It runs on Java 8 and on everything later, so it must never use what is newer than Java 8
 * but by reflection; and it must never know more of the server than the frames.
 */
@NullMarked
package funcgraph.worker;

import org.jspecify.annotations.NullMarked;
