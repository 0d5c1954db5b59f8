package funcgraph.engine.iam;

/** Where a proof of identity is good. */
public sealed interface Scope {

    /** A token of one project (functiongraph-api 6.1). */
    record OneProject(Project project) implements Scope {}

    /** Keys that sign requests: good in each project of their user. */
    record EveryProject() implements Scope {}

    /** A token of the account: good for IAM calls, in no project. */
    record WholeDomain() implements Scope {}
}
