/**
 * What was written for the original service and must work unchanged: its SDKs and what its Terraform provider sends;
 * and the API's own description, for whoever writes more.
 */
@NullMarked
package funcgraph.server.acceptance.sdk;

import org.jspecify.annotations.NullMarked;
