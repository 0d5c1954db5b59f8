package funcgraph.server.acceptance;

/** The languages that scenario folders are written in, each behaviour once in either. */
public enum Language {
    PYTHON("Python3.9", "py"),
    NODE("Node.js20.15", "js");

    private final String runtime;
    private final String ending;

    Language(String runtime, String ending) {
        this.runtime = runtime;
        this.ending = ending;
    }

    /** The runtime's name on the wire. */
    public String runtime() {
        return runtime;
    }

    /** What the names of its source files end in, without the dot. */
    public String ending() {
        return ending;
    }
}
