package funcgraph.domain;

/**
 * What a project may hold (functiongraph-api 5.1). All are configurable.
 *
 * @param functions per project
 * @param codeBytes all code of a project together
 * @param inlineCodeBytes decoded inline source
 * @param packageBytes an archive sent through the API
 * @param objectBytes an archive fetched from the object store
 * @param unpackedBytes files of one archive, unpacked
 * @param archiveEntries entries of one archive
 * @param concurrency calls of a project running at a time
 * @param versions of one function, the head included
 * @param aliases of one function
 * @param dependencies of a project, all versions counted
 * @param dependencyBytes a dependency's archive sent through the API
 */
public record Quotas(
        int functions,
        long codeBytes,
        long inlineCodeBytes,
        long packageBytes,
        long objectBytes,
        long unpackedBytes,
        int archiveEntries,
        int concurrency,
        int versions,
        int aliases,
        int dependencies,
        long dependencyBytes) {

    /** No function can be given more versions or aliases, so that all of one function are read at once. */
    public static final int MOST_VERSIONS = 1000;

    private static final long MIB = 1024L * 1024;

    public static final Quotas DOCUMENTED = new Quotas(
            400, 20_480 * MIB, 10 * 1024, 50 * MIB, 300 * MIB, 1500 * MIB, 30_000, 100, 20, 10, 400, 40 * MIB);
}
