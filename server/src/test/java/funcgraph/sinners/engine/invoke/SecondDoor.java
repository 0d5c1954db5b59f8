package funcgraph.sinners.engine.invoke;

import funcgraph.sinners.store.Innocent;

/** Stays off the loop as it should, but is not the only one to reach for the store. */
record SecondDoor(Innocent store) {

    void read() {
        requireOffLoop();
    }

    private static void requireOffLoop() {}
}
