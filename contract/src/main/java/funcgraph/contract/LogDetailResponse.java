package funcgraph.contract;

/** Where a function's log lies (functiongraph-api 2.8). */
public record LogDetailResponse(String groupName, String groupId, String streamId, String streamName) {}
