/**
 * A small house in which every class breaks one rule on purpose, so that {@code ArchitectureTest} can show each rule to
 * bite. Nothing here is ever run, and nothing outside the architecture tests may look at it.
 */
@NullMarked
package funcgraph.sinners;

import org.jspecify.annotations.NullMarked;
