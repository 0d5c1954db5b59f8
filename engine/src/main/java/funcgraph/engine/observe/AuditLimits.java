package funcgraph.engine.observe;

import java.time.Duration;

/**
 * How long changes are remembered.
 *
 * @param keep how long
 * @param keepRows how many at most; the oldest go first
 */
public record AuditLimits(Duration keep, long keepRows) {}
