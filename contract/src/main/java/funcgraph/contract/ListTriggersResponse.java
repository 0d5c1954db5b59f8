package funcgraph.contract;

import java.util.List;

/** A page of a project's triggers; {@code nextMarker} is the position behind the last one shown, {@code count} all. */
public record ListTriggersResponse(List<TriggerResponse> triggers, int nextMarker, int count) {}
