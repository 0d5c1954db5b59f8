package funcgraph.contract;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;

/** A page of a function's versions, paged as {@link ListFunctionsResponse} (functiongraph-api 2.2). */
public record ListVersionsResponse(List<Item> versions, int nextMarker, int count) {

    /** A version, and what only the list says of it: {@code func_vpc_id} is empty for none. */
    public record Item(@JsonUnwrapped FunctionResponse version, String funcVpcId, int concurrency, int concurrentNum) {}
}
