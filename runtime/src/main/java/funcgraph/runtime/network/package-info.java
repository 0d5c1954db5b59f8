/**
 * The networks of children: each has a network of its own, and the one thing in it besides a loopback is, if anything, a
 * cable to a bridge, behind which lie a declared network or the world. Interfaces are made by asking the kernel, because a
 * process of {@code ip} takes as long as starting a worker. It must never know what a child is for.
 */
@NullMarked
package funcgraph.runtime.network;

import org.jspecify.annotations.NullMarked;
