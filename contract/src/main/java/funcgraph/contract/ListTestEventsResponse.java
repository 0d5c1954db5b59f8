package funcgraph.contract;

import java.util.List;

/** All test events of a function. */
public record ListTestEventsResponse(List<TestEventResponse> events, int count, int nextMarker) {}
