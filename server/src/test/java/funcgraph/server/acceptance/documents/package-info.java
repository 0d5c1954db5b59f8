/** The README and the pages of {@code docs/}: what they show is done, and comes to what they say. */
@NullMarked
package funcgraph.server.acceptance.documents;

import org.jspecify.annotations.NullMarked;
