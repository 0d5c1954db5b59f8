package funcgraph.sinners.engine.invoke;

import funcgraph.sinners.store.Innocent;

/** Reads the store where it stands: on an event loop. */
record BlocksTheLoop(Innocent store) {}
