package funcgraph.contract;

import java.util.List;

/** A chart of a function's calls, or of all of a project. Of a step without calls all values are 0. */
public record MetricsResponse(int stepSeconds, List<Point> points) {

    /**
     * One step.
     *
     * @param time when it begins, ISO 8601
     * @param calls that ended, but for those that were throttled
     * @param errors of these, those that failed
     */
    public record Point(
            String time,
            long calls,
            long errors,
            long throttled,
            double durationP50Ms,
            double durationP99Ms,
            double durationMaxMs,
            int concurrencyMax,
            long coldStarts,
            double memoryMaxMb) {}
}
