package funcgraph.contract;

import java.util.List;

/**
 * What came of records that a source brought to a trigger.
 *
 * @param requestId of the first invocation, {@code ""} when every record was skipped
 * @param requestIds of all of them
 * @param taken records in them
 * @param skipped records that the trigger does not listen to
 */
public record TriggerEventsResponse(String requestId, List<String> requestIds, int taken, int skipped) {}
