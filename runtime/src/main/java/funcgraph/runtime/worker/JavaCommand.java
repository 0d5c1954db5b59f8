package funcgraph.runtime.worker;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a JVM that serves functions is started. The flags were chosen by measurement on the versions 8, 17 and 25: the serial
 * collector and no performance data file start fastest and take least memory; an archive of the worker's loaded classes
 * saves a third to a half of the start. The AOT cache of Java 25 saves no more than that and is six times as large.
 *
 * @param version as the interpreter tells it, like {@code 1.8.0_504} or {@code 17.0.15}
 * @param bootstraps the unpacked {@code bootstraps} folder, as the child sees it
 * @param archive where {@link #rehearsal} writes the archive of this JVM and {@link #worker} finds it, as the child sees
 *     it; a file that is missing or was written by another JVM or for other jars is passed over in silence
 */
record JavaCommand(Path executable, String version, Path bootstraps, Optional<Path> archive) {

    /** The first version that writes an archive of what one run loaded. */
    private static final int FIRST_DYNAMIC_ARCHIVE = 13;

    /** Below this much memory the optimising compiler costs more than it brings: it needs tens of MB while it works. */
    private static final int OPTIMISED_MB = 512;

    private static final int LEAST_HEAP_MB = 48;

    /** What a JVM takes beside its heap: code, metadata, stacks, the collector. */
    private static final int BESIDE_HEAP_MB = 64;

    /** The command that starts a worker for functions of this memory size. */
    List<String> worker(int memoryMb) {
        var command = new ArrayList<String>();
        command.add(executable.toString());
        command.addAll(flags(memoryMb));
        archive.ifPresent(file -> command.addAll(using(file)));
        command.add("-jar");
        command.add(jar());
        return List.copyOf(command);
    }

    /**
     * The command that writes the archive; empty when this JVM knows no archives of application classes, or there is no
     * place for one. It takes a second or two and ends by itself, with status 0 when the archive is there.
     */
    Optional<List<String>> rehearsal() {
        return archive.filter(file -> major() >= FIRST_DYNAMIC_ARCHIVE).map(file -> {
            var command = new ArrayList<String>();
            command.add(executable.toString());
            command.addAll(flags(OPTIMISED_MB));
            command.add("-XX:ArchiveClassesAtExit=" + file);
            command.add("-jar");
            command.add(jar());
            command.add("--rehearse");
            return List.copyOf(command);
        });
    }

    /** The version of the language: 8 for {@code 1.8.0_504}. 0 when the version cannot be read. */
    int major() {
        String[] parts = version.split("[._+-]", 3);
        String digits = parts.length > 1 && parts[0].equals("1") ? parts[1] : parts[0];
        return digits.matches("\\d{1,4}") ? Integer.parseInt(digits) : 0;
    }

    private List<String> flags(int memoryMb) {
        var flags = new ArrayList<String>();
        flags.add("-XX:+UseSerialGC");
        flags.add("-XX:-UsePerfData");
        flags.add("-Xmx" + heapMb(memoryMb) + "m");
        if (memoryMb < OPTIMISED_MB) {
            flags.add("-XX:TieredStopAtLevel=1");
        }
        flags.add("-Dfile.encoding=UTF-8");
        if (major() >= 9) {
            flags.add("-Xlog:disable"); // its warnings go to standard output, which is the function's
        }
        if (major() >= 18) {
            // Method handles, which reflection uses from then on, cost the first call 10 ms.
            flags.add("-Djdk.reflect.useNativeAccessorOnly=true");
        }
        return flags;
    }

    /** The heap of a worker whose process may have {@code memoryMb}. */
    static int heapMb(int memoryMb) {
        return Math.max(LEAST_HEAP_MB, Math.min(memoryMb - BESIDE_HEAP_MB, memoryMb * 4 / 5));
    }

    private List<String> using(Path file) {
        return major() >= FIRST_DYNAMIC_ARCHIVE ? List.of("-XX:SharedArchiveFile=" + file) : List.of();
    }

    private String jar() {
        return bootstraps.resolve("java/worker.jar").toString();
    }
}
