/**
 * Bodies of asynchronous invocation and its configuration (functiongraph-api 2.7, 5.4, appendix A): records named like
 * the documents name them, null for what is absent.
 *
 * <p>It must never know what a value means, nor check one.
 */
@NullMarked
package funcgraph.contract.async;

import org.jspecify.annotations.NullMarked;
