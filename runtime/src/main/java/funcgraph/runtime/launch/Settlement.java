package funcgraph.runtime.launch;

import java.nio.file.Path;

/**
 * What a child that was started for nothing in particular becomes.
 *
 * @param code directory with its code, absolute
 * @param memoryMb memory that it and all it starts may have, MB; at least 1
 * @param cpuMillicores processor time it may have, in thousandths of a processor; 0 for no limit
 * @param network id of the network it joins; empty for the one it has, {@link #NO_NETWORK} to leave that
 */
public record Settlement(Path code, int memoryMb, int cpuMillicores, String network) {

    /** The id of no network at all, where that can be had. */
    public static final String NO_NETWORK = "-";

    public Settlement {
        if (!code.isAbsolute() || memoryMb < 1 || cpuMillicores < 0) {
            throw new IllegalArgumentException(
                    "cannot settle in %s with %d MB and %d millicores".formatted(code, memoryMb, cpuMillicores));
        }
    }
}
