package funcgraph.domain.trigger;

import funcgraph.domain.TriggerFault;

/** One broken rule of a trigger. {@code message} names the field, the value and what is allowed. */
record TriggerFlaw(TriggerFault fault, String message) {}
