package funcgraph.runtime.worker;

import funcgraph.domain.RuntimeName;

/**
 * What a worker is before it has code, and can no longer change: it may become any function of its mould.
 *
 * @param runtime what its interpreter runs
 * @param memoryMb memory size that its interpreter was started for, MB; 0 when it can be settled later
 */
public record Mould(RuntimeName runtime, int memoryMb) {

    /** A JVM takes the size of its heap when it starts, and never again. */
    public static Mould of(WorkerSpec spec) {
        return new Mould(spec.runtime(), spec.runtime().family() == RuntimeName.Family.JAVA ? spec.memoryMb() : 0);
    }

    @Override
    public String toString() {
        return memoryMb == 0 ? runtime.wireName() : "%s with %d MB".formatted(runtime.wireName(), memoryMb);
    }
}
