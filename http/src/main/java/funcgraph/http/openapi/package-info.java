/**
 * The description of the API: an OpenAPI document made of the route table and the wire's records, and a page that shows
 * it.
 *
 * <p>It must never know what a route does, only what goes in and comes out. That it says the same as the routes is what
 * {@code OpenApiTest} checks, against their compiled code.
 */
@NullMarked
package funcgraph.http.openapi;

import org.jspecify.annotations.NullMarked;
