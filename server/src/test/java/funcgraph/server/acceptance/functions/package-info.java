/**
 * Functions as what they are on record: made, configured, given code, published as versions, named by aliases, tagged,
 * exported and deleted; and what every request of that kind is answered, good or bad.
 */
@NullMarked
package funcgraph.server.acceptance.functions;

import org.jspecify.annotations.NullMarked;
