package funcgraph.domain;

/**
 * Where the outcome of an asynchronous invocation is told (functiongraph-api 2.7).
 *
 * @param param the JSON text as it was sent, to be shown again as it was
 * @param target a function's URN, a bucket, a topic's URN or a stream's name
 * @param prefix of the object's key, for a bucket; else empty
 * @param expiresDays for a bucket 0 to 365, 0 for never; else 0
 */
public record AsyncDestination(Kind kind, String param, String target, String prefix, int expiresDays) {

    /** The kinds of destinations, by the names that the API gives them. */
    public enum Kind {
        FUNCTION("FunctionGraph"),
        OBS("OBS"),
        SMN("SMN"),
        DIS("DIS");

        private final String wireName;

        Kind(String wireName) {
            this.wireName = wireName;
        }

        public String wireName() {
            return wireName;
        }
    }
}
