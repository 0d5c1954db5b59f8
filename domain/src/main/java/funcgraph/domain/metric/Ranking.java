package funcgraph.domain.metric;

/** By what functions are ranked (functiongraph-api 2.8, function/report). */
public enum Ranking {
    FAILURES,
    CALLS,
    REJECTIONS,
    MEAN_DURATION,
    LONGEST_DURATION
}
