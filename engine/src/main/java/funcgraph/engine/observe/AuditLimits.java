package funcgraph.engine.observe;

import java.time.Duration;

/**
 * How long changes are remembered.
 *
 * @param keep how long
 * @param keepRows how many at most; the oldest go first, and of those that were refused all but a tenth of this number
 */
public record AuditLimits(Duration keep, long keepRows) {}
