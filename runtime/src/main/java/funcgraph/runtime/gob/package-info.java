/**
 * What binaries of Go1.x speak: Go's net/rpc over one connection that began as HTTP, with messages in Go's gob encoding
 * (runtimes 1.6). Bytes in and out, for event loops. It must never know sockets or what a call means to the platform.
 */
@NullMarked
package funcgraph.runtime.gob;

import org.jspecify.annotations.NullMarked;
