/** Work that is done again and again beside all calls, each piece on a thread of its own. */
@NullMarked
package funcgraph.engine.loop;

import org.jspecify.annotations.NullMarked;
