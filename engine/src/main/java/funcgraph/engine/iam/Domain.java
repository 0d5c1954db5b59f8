package funcgraph.engine.iam;

/** The account that all projects and users of this server belong to. */
public record Domain(String id, String name) {}
