package funcgraph.sinners.engine.invoke;

import funcgraph.sinners.engine.control.Innocent;

/** Functions would stop when the control plane does. */
record AsksControl(Innocent control) {}
