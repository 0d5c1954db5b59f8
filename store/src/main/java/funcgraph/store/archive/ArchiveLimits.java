package funcgraph.store.archive;

import funcgraph.domain.Quotas;

/**
 * How much an archive may hold.
 *
 * @param entries files, directories and links together
 * @param unpackedBytes all files together (functiongraph-api 5.1: 1500 MB)
 * @param ratio how many bytes one byte of the archive may become; real code stays below 20, a bomb reaches 1000
 * @param ratioFreeBytes up to this unpacked size the ratio is not looked at: a small bomb harms nobody
 */
public record ArchiveLimits(int entries, long unpackedBytes, int ratio, long ratioFreeBytes) {

    private static final int RATIO = 200;
    private static final long RATIO_FREE_BYTES = 10L * 1024 * 1024;

    public static ArchiveLimits of(Quotas quotas) {
        return new ArchiveLimits(quotas.archiveEntries(), quotas.unpackedBytes(), RATIO, RATIO_FREE_BYTES);
    }
}
