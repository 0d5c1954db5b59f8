package funcgraph.store;

/** What a project holds now: how many functions, and how many bytes of code they have together. */
public record ProjectUsage(long functions, long codeBytes) {

    static final ProjectUsage NONE = new ProjectUsage(0, 0);
}
