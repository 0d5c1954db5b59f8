/**
 * Bodies of reserved instances (functiongraph-api 2.8, appendix A): records named like the documents name them, null for
 * what is absent.
 *
 * <p>It must never know what a value means, nor check one.
 */
@NullMarked
package funcgraph.contract.reserved;

import org.jspecify.annotations.NullMarked;
