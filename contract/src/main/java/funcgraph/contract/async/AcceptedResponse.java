package funcgraph.contract.async;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The id of an accepted invocation, in today's spelling and in that of the 2019 page (functiongraph-api 5.4). */
public record AcceptedResponse(
        String requestId, @JsonProperty("request-id") String olderSpelling) {

    public static AcceptedResponse of(String requestId) {
        return new AcceptedResponse(requestId, requestId);
    }
}
