package funcgraph.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * How much memory there is: the machine's, or what its control group leaves of it. Read by hand, because the JVM's own
 * way loads its whole management for one number.
 */
final class MachineMemory {

    private static final Path MACHINE = Path.of("/proc/meminfo");
    private static final List<Path> GROUPS =
            List.of(Path.of("/sys/fs/cgroup/memory/memory.limit_in_bytes"), Path.of("/sys/fs/cgroup/memory.max"));
    private static final String TOTAL = "MemTotal:";
    private static final long KIB = 1024;
    private static final long MIB = KIB * KIB;

    /** Where nothing can be read, all of it is the operator's to say. */
    private static final int UNKNOWN_MB = Integer.MAX_VALUE;

    private MachineMemory() {}

    /** Four fifths of it, MB: the rest is for the server, the store and the kernel. */
    static int forFunctionsMb() {
        return Stream.concat(Stream.of(machineBytes()), GROUPS.stream().map(MachineMemory::limitBytes))
                .flatMapToLong(OptionalLong::stream)
                .min()
                .stream()
                .mapToInt(bytes -> Math.clamp(bytes / MIB * 4 / 5, 1, UNKNOWN_MB))
                .findFirst()
                .orElse(UNKNOWN_MB);
    }

    private static OptionalLong machineBytes() {
        try (Stream<String> lines = Files.lines(MACHINE)) {
            return lines.filter(line -> line.startsWith(TOTAL))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * KIB)
                    .findFirst();
        } catch (IOException | NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    /** Version 2 says "max" where there is none; version 1 a number beyond all machines. */
    private static OptionalLong limitBytes(Path file) {
        try {
            return OptionalLong.of(Long.parseLong(Files.readString(file).strip()));
        } catch (IOException | NumberFormatException e) {
            return OptionalLong.empty();
        }
    }
}
