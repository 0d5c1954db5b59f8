package funcgraph.sinners.engine.invoke;

import funcgraph.sinners.store.Innocent;
import java.util.concurrent.Executor;

/** Leaves the loop as it should, but is not the only one to reach for the store. */
record SecondDoor(Innocent store, Executor offTheLoop) {}
