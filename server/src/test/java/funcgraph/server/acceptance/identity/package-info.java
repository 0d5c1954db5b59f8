/** Who a request or a function acts as, and what that lets it do: tokens, signatures, projects, rights and agencies. */
@NullMarked
package funcgraph.server.acceptance.identity;

import org.jspecify.annotations.NullMarked;
