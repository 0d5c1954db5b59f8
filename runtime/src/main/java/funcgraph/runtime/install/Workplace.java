package funcgraph.runtime.install;

import java.nio.file.Path;

/**
 * Where one runtime is laid out.
 *
 * @param scratch for what is fetched and unpacked; deleted afterwards
 * @param home what becomes the interpreter's home; exists and is empty
 * @param suites lists of Debian suites, kept from one runtime to the next
 */
record Workplace(Path scratch, Path home, Path suites) {}
