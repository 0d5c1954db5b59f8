package funcgraph.contract.async;

/** Where the status of asynchronous invocations is logged; all empty while it is not. */
public record StatusLogResponse(String groupName, String groupId, String streamId, String streamName) {}
