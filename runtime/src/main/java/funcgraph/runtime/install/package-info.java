/**
 * Fetches interpreters, through the package clients as they are set up on this machine, and lays them where the catalogue
 * looks. It must never know workers or a running server, and changes nothing outside its own directory: neither the
 * system's packages nor its sources.
 */
@NullMarked
package funcgraph.runtime.install;

import org.jspecify.annotations.NullMarked;
