package funcgraph.contract;

import java.util.List;

/**
 * A page of functions. {@code nextMarker} is the position behind the last one shown, {@code count} the number of all
 * that match (functiongraph-api 2, paging).
 */
public record ListFunctionsResponse(List<FunctionResponse> functions, int nextMarker, int count) {}
