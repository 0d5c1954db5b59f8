package funcgraph.contract;

import java.util.List;

/** The busiest functions of the last minute. */
public record TopResponse(List<Line> functions) {

    public record Line(
            String funcUrn,
            String funcName,
            double callsPerSecond,
            double errorsPerSecond,
            double p50Ms,
            double p99Ms,
            int concurrency,
            int workers,
            long memoryMb) {}
}
