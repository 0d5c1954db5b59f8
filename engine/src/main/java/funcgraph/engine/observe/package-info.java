/**
 * What can be seen of functions from outside: the logs of their calls, and who changed what. Calls and changes tell it what
 * they do, and never wait for it, unless a change must not be lost from the record.
 *
 * <p>It must never know the control plane, which tells it of changes, nor HTTP.
 */
@NullMarked
package funcgraph.engine.observe;

import org.jspecify.annotations.NullMarked;
