package funcgraph.store.archive;

/** What an archive turned out to be. */
public sealed interface Inspection {

    /**
     * A whole zip file that can be unpacked safely.
     *
     * @param entries files, directories and links
     * @param unpackedBytes what all files together take
     */
    record Sound(int entries, long unpackedBytes) implements Inspection {}

    /** Not to be unpacked. {@code reason} names the entry and what is wrong; the caller may read it. */
    record Unsound(String reason) implements Inspection {}
}
