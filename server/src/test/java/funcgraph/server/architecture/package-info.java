/**
 * The rules of the house, checked: on the compiled classes with ArchUnit, and on the files of the checkout. Every rule
 * is also shown to bite on a deliberate sinner, since a rule that has never refused anything may well refuse nothing.
 */
@NullMarked
package funcgraph.server.architecture;

import org.jspecify.annotations.NullMarked;
