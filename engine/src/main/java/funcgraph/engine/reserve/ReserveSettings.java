package funcgraph.engine.reserve;

import java.time.ZoneId;

/**
 * What there may be.
 *
 * @param region of URNs
 * @param zone of calendars that name none
 * @param mostPerProject reserved instances of a project: nine tenths of its concurrency (functiongraph-api 5.1)
 * @param memoryMb of all workers of this node together
 * @param workers of this node
 */
public record ReserveSettings(String region, ZoneId zone, int mostPerProject, int memoryMb, int workers) {}
