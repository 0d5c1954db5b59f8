package funcgraph.contract;

/**
 * One value of a report (functiongraph-api 2.8).
 *
 * @param timestamp milliseconds since 1970
 * @param value -1 when there is none
 */
public record SlaValue(long timestamp, double value) {}
