package funcgraph.runtime.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** What the kernel counts and limits for one child and all that it starts: a directory in each hierarchy in use. */
abstract sealed class ControlGroup {

    static final int PERIOD_MICROS = 100_000;

    /** The kernel grants no less than 1 ms of a period. */
    static final int LEAST_MILLICORES = 10;

    private static final int MILLI = 1000;
    private static final Duration LEAST_PAUSE = Duration.ofMillis(1);
    private static final Duration MOST_PAUSE = Duration.ofMillis(50);

    /** Files to which a process writes its number to enter. */
    abstract List<Path> doors();

    abstract void limitProcesses(int most) throws IOException;

    /** Memory and processor time from now on. */
    abstract void limit(int memoryMb, int cpuMillicores) throws IOException;

    /** Processor time from now on, in thousandths of a processor; 0 for as much as there is. */
    abstract void limitProcessor(int cpuMillicores) throws IOException;

    /** How often the kernel ended a process for want of memory. */
    abstract long outOfMemoryKills();

    /** The most memory there ever was in use, in KiB, 0 when the kernel does not tell. */
    abstract long peakKb();

    abstract List<Path> directories();

    /**
     * Ends whatever is left in the group, and the group. Blocks until the kernel has let go of it.
     *
     * @return whether it is gone
     */
    final boolean dissolve(Duration patience) {
        long until = System.nanoTime() + patience.toNanos();
        var pause = LEAST_PAUSE;
        while (!isGone()) {
            if (System.nanoTime() - until > 0) {
                return false;
            }
            killAll();
            LockSupport.parkNanos(pause.toNanos());
            pause = pause.multipliedBy(2).compareTo(MOST_PAUSE) < 0 ? pause.multipliedBy(2) : MOST_PAUSE;
        }
        return true;
    }

    private boolean isGone() {
        boolean gone = true;
        for (Path directory : directories()) {
            try {
                Files.deleteIfExists(directory);
            } catch (DirectoryNotEmptyException nested) {
                gone = false;
            } catch (IOException busy) {
                gone = false;
            }
        }
        return gone;
    }

    private void killAll() {
        for (Path directory : directories()) {
            for (String line : read(directory.resolve("cgroup.procs")).split("\n", -1)) {
                if (!line.isEmpty()) {
                    ProcessHandle.of(Long.parseLong(line)).ifPresent(ProcessHandle::destroyForcibly);
                }
            }
        }
    }

    private static long quotaMicros(int cpuMillicores) {
        return cpuMillicores == 0 ? -1 : (long) cpuMillicores * PERIOD_MICROS / MILLI;
    }

    private static void write(Path file, String value) throws IOException {
        Files.write(file, value.getBytes(StandardCharsets.US_ASCII));
    }

    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.US_ASCII);
        } catch (IOException gone) {
            return "";
        }
    }

    /** The number after {@code key} at the start of a line, 0 when there is none. */
    private static long count(String text, String key) {
        return text.lines()
                .filter(line -> line.startsWith(key + " "))
                .map(line -> Long.parseLong(line.substring(key.length() + 1).strip()))
                .findFirst()
                .orElse(0L);
    }

    private static long kib(String bytes) {
        String number = bytes.strip();
        return number.isEmpty() || !Character.isDigit(number.charAt(0)) ? 0 : Long.parseLong(number) / 1024;
    }

    /** A hierarchy for each controller. */
    static final class V1 extends ControlGroup {
        private final Path memory;
        private final Path cpu;
        private final Path pids;

        V1(Path memory, Path cpu, Path pids) throws IOException {
            this.memory = Files.createDirectory(memory);
            this.cpu = Files.createDirectory(cpu);
            this.pids = Files.createDirectory(pids);
        }

        @Override
        List<Path> directories() {
            return List.of(memory, cpu, pids);
        }

        @Override
        List<Path> doors() {
            return directories().stream()
                    .map(directory -> directory.resolve("cgroup.procs"))
                    .toList();
        }

        @Override
        void limitProcesses(int most) throws IOException {
            write(pids.resolve("pids.max"), Integer.toString(most));
        }

        @Override
        void limit(int memoryMb, int cpuMillicores) throws IOException {
            String bytes = Long.toString((long) memoryMb << 20);
            write(memory.resolve("memory.limit_in_bytes"), bytes);
            try {
                write(memory.resolve("memory.memsw.limit_in_bytes"), bytes);
            } catch (NoSuchFileException swapIsNotCounted) {
                // Nor then is there any to be had beyond the limit, unless the machine swaps; it is told not to.
                write(memory.resolve("memory.swappiness"), "0");
            }
            write(cpu.resolve("cpu.cfs_period_us"), Integer.toString(PERIOD_MICROS));
            limitProcessor(cpuMillicores);
        }

        @Override
        void limitProcessor(int cpuMillicores) throws IOException {
            write(cpu.resolve("cpu.cfs_quota_us"), Long.toString(quotaMicros(cpuMillicores)));
        }

        @Override
        long outOfMemoryKills() {
            return count(read(memory.resolve("memory.oom_control")), "oom_kill");
        }

        @Override
        long peakKb() {
            return kib(read(memory.resolve("memory.max_usage_in_bytes")));
        }
    }

    /** One hierarchy for all controllers. */
    static final class V2 extends ControlGroup {
        private final Path directory;

        V2(Path directory) throws IOException {
            this.directory = Files.createDirectory(directory);
        }

        @Override
        List<Path> directories() {
            return List.of(directory);
        }

        @Override
        List<Path> doors() {
            return List.of(directory.resolve("cgroup.procs"));
        }

        @Override
        void limitProcesses(int most) throws IOException {
            write(directory.resolve("pids.max"), Integer.toString(most));
        }

        @Override
        void limit(int memoryMb, int cpuMillicores) throws IOException {
            write(directory.resolve("memory.max"), Long.toString((long) memoryMb << 20));
            Path swap = directory.resolve("memory.swap.max");
            if (Files.exists(swap)) {
                write(swap, "0");
            }
            limitProcessor(cpuMillicores);
        }

        @Override
        void limitProcessor(int cpuMillicores) throws IOException {
            String quota = cpuMillicores == 0 ? "max" : Long.toString(quotaMicros(cpuMillicores));
            write(directory.resolve("cpu.max"), quota + " " + PERIOD_MICROS);
        }

        @Override
        long outOfMemoryKills() {
            return count(read(directory.resolve("memory.events")), "oom_kill");
        }

        @Override
        long peakKb() {
            return kib(read(directory.resolve("memory.peak")));
        }
    }
}
