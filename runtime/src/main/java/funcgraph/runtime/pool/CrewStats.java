package funcgraph.runtime.pool;

import funcgraph.domain.FunctionKey;
import funcgraph.domain.RuntimeName;

/**
 * The workers of one revision at one moment.
 *
 * @param memoryMb memory size of each
 * @param workers that have its code and have not ended
 * @param idle those of them that run no call
 * @param waiting calls that wait for one of them
 */
public record CrewStats(
        FunctionKey function, String version, RuntimeName runtime, int memoryMb, int workers, int idle, int waiting) {}
