package funcgraph.contract.reserved;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** A page of what there is. */
public record ListReservedInstancesResponse(
        @JsonProperty("reservedinstances") List<Item> instances, Paging pageInfo, long count) {

    /**
     * Instances of a version or an alias.
     *
     * @param count instances that are alive
     * @param wantedCount as many as there should be now; not in the documents
     * @param reason why there are fewer; empty when nothing is wrong. Not in the documents
     */
    public record Item(String funcUrn, int count, int wantedCount, String reason) {}
}
