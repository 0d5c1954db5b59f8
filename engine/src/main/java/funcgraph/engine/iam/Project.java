package funcgraph.engine.iam;

/** A project: the first thing in every path, and the wall between tenants. */
public record Project(String id, String name) {}
