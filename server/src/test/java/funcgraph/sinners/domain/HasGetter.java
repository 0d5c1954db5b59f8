package funcgraph.sinners.domain;

/** Says get where the noun says it all. */
record HasGetter(int memoryMb) {
    int getMemoryMb() {
        return memoryMb;
    }
}
