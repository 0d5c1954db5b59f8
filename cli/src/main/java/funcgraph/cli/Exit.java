package funcgraph.cli;

/** What the client's exit code says. */
final class Exit {

    static final int DONE = 0;

    /** The server refused the request. */
    static final int REFUSED = 1;

    /** The command line, or a file that it names, cannot be understood. */
    static final int USAGE = 2;

    /** No answer came. */
    static final int UNREACHABLE = 3;

    /** The function was called and failed. */
    static final int FUNCTION_FAILED = 4;

    /** A dry run found something to change. */
    static final int CHANGES = 5;

    static final String[] HELP = {
        "0:done",
        "1:the server refused the request",
        "2:the command line, or a file that it names, cannot be understood",
        "3:the server cannot be reached",
        "4:the function was called, and failed",
        "5:deploy --dry-run: there is something to change"
    };

    private Exit() {}
}
