package funcgraph.engine.source;

import funcgraph.domain.trigger.Trigger;

/** A kind of place that triggers get records from. */
public interface TriggerSource {

    /**
     * Begins to fetch for a trigger. One intake of a trigger is open on a node at a time.
     *
     * @throws SourceFailed when that is not possible now
     */
    Intake open(Trigger trigger);

    /** What is kept for a trigger elsewhere, such as a queue, by a name of its own; empty for nothing. */
    String keeps(Trigger trigger);

    /** A trigger is gone, or keeps something else now: what was kept for it may go, too. */
    void forget(Trigger trigger);
}
