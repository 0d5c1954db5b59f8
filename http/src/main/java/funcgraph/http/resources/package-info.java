/**
 * The routes of what belongs to functions beside versions and aliases: dependencies, test events, tags and the like. They
 * read the wire, ask one use case and show what it gives; they know no rule and no table.
 */
@NullMarked
package funcgraph.http.resources;

import org.jspecify.annotations.NullMarked;
