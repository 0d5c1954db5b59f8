package funcgraph.domain.trigger;

/**
 * How many triggers there may be (functiongraph-api 5.1).
 *
 * @param perVersion of a version or alias
 * @param pullPerProject whose events the platform fetches, of a project
 */
public record TriggerQuotas(int perVersion, int pullPerProject) {

    public static final TriggerQuotas DOCUMENTED = new TriggerQuotas(10, 10);
}
