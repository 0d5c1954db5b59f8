package funcgraph.domain;

/** The ids under which the status of a project's asynchronous invocations is said to be logged. */
public record AsyncStatusLog(String groupId, String streamId) {}
