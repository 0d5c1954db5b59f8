package funcgraph.domain;

/**
 * How many calls a function serves at a time (seed page table 4; functiongraph-api 1.3).
 *
 * @param maxInstances 0 disabled, -1 enabled without a limit of its own, else 1 to 1000 instances
 * @param concurrentNum calls that one instance serves at a time, 1 to 1000
 */
public record Strategy(int maxInstances, int concurrentNum) {

    public static final int DISABLED = 0;
    public static final int UNLIMITED = -1;
    public static final Strategy DEFAULT = new Strategy(UNLIMITED, 1);

    public boolean disabled() {
        return maxInstances == DISABLED;
    }
}
