package funcgraph.store.archive;

/** Ends the reading of an archive where the first thing is wrong with it. Never leaves this package. */
final class UnsoundArchive extends Exception {

    private static final long serialVersionUID = 1L;
    private static final int LONGEST_NAME = 100;

    UnsoundArchive(String reason) {
        super(reason, null, false, false);
    }

    static UnsoundArchive entry(String name, String what) {
        return new UnsoundArchive("entry '" + shown(name) + "' " + what);
    }

    /** A name as an error message may show it: short, and without characters that steer a terminal. */
    private static String shown(String name) {
        var start = name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME) + "…";
        return start.codePoints()
                .map(c -> Character.isISOControl(c) ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
