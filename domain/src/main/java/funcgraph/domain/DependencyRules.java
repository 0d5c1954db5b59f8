package funcgraph.domain;

import java.util.List;

/** What a function may use of dependencies (functiongraph-api 1.3, 5.1). */
public final class DependencyRules {

    /** Of one function. */
    public static final int MOST = 20;

    private DependencyRules() {}

    /** The number of ids that a request names. */
    public static List<Violation> violations(List<String> ids) {
        var findings = new Findings();
        findings.require(
                ids.size() <= MOST,
                ConfigField.DEPEND_VERSION_LIST,
                ids.size() + " ids",
                "at most " + MOST,
                Violation.Rule.DEPENDENCY_COUNT);
        return findings.inPageOrder();
    }

    /** Each dependency must be for the runtime that the function has, or is to get. */
    public static List<Violation> violations(RuntimeName runtime, List<DependencyVersion> dependencies) {
        var findings = new Findings();
        for (var dependency : dependencies) {
            findings.require(
                    dependency.runtime() == runtime,
                    ConfigField.DEPEND_VERSION_LIST,
                    dependency.id() + " for " + dependency.runtime().wireName(),
                    "dependencies for " + runtime.wireName() + ", the function's runtime",
                    Violation.Rule.DEPENDENCY);
        }
        return findings.inPageOrder();
    }
}
