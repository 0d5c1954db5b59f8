package funcgraph.domain;

import java.util.List;

/**
 * The code that a function runs, as the store keeps it.
 *
 * @param type how it came
 * @param url where it was fetched from, {@code ""} unless {@code type} is obs
 * @param filename {@code index.py} and the like for inline code, the archive's name otherwise
 * @param entryFile file name under which a single source file lies beside the package's files, {@code ""} for an
 *     archive; it follows the handler that was in force when the code was stored
 * @param sizeBytes size of what is stored
 * @param digest SHA-512 of what is stored, 128 lower-case hex digits; also its name in the package store. {@code ""}
 *     for a container image, which has no package
 * @param dependencyDigest the same of the fetched dependency_pkg, {@code ""} for none
 * @param dependencies what is unpacked beside it, in the order in which it was named; of files of one name the last counts
 */
public record CodePackage(
        CodeType type,
        String url,
        String filename,
        String entryFile,
        long sizeBytes,
        String digest,
        String dependencyDigest,
        List<DependencyVersion> dependencies) {

    public CodePackage {
        dependencies = List.copyOf(dependencies);
    }

    /** The ids of the dependency versions. */
    public List<String> dependVersionIds() {
        return dependencies.stream().map(DependencyVersion::id).toList();
    }

    /** The same code beside other dependency versions. */
    public CodePackage withDependencies(List<DependencyVersion> others) {
        return new CodePackage(type, url, filename, entryFile, sizeBytes, digest, dependencyDigest, others);
    }

    /** The same code beside another dependency package. */
    public CodePackage withDependency(String newDependencyDigest) {
        return new CodePackage(type, url, filename, entryFile, sizeBytes, digest, newDependencyDigest, dependencies);
    }

    /** The same code under other names. */
    public CodePackage withNames(String newFilename, String newEntryFile) {
        return new CodePackage(type, url, newFilename, newEntryFile, sizeBytes, digest, dependencyDigest, dependencies);
    }
}
