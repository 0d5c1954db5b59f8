package funcgraph.store;

import funcgraph.domain.trigger.Trigger;
import java.time.Instant;
import java.util.Optional;

/**
 * A trigger, and what the table has to know of it beside.
 *
 * @param claim what no other trigger of the project may have
 * @param place what triggers of its type that may touch it have in common; empty for none
 * @param nextDue when it fires next, for timers that do
 */
public record StoredTrigger(Trigger trigger, String claim, String place, Optional<Instant> nextDue) {}
