/**
 * The wire of the identity calls that SDKs and Terraform make before they talk to the function API
 * (functiongraph-api 6.3). Component names are the JSON names in camel case; the JSON is in snake case.
 *
 * <p>It must never know users, keys or how a token is made. Records that carry a secret do not show it in {@code
 * toString}.
 */
@NullMarked
package funcgraph.contract.iam;

import org.jspecify.annotations.NullMarked;
