package funcgraph.runtime.pool;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.StringTokenizer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Whether the machine's processors have anything left to give. When they have not, one more worker that runs makes no
 * call faster: the same work is only cut into smaller pieces, and each switch between them costs. Where the kernel does
 * not say, they are never busy. On any thread; asks the kernel ten times a second at most, for some microseconds.
 */
final class Processors {

    private static final Path ACCOUNT = Path.of("/proc/stat");
    private static final long EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int MOST_IDLE_PERCENT = 10;

    /** Of the first line: user, nice, system, idle, waiting for disks and so on. */
    private static final int IDLE = 3;

    private static final int DISKS = 4;

    private final int count = Runtime.getRuntime().availableProcessors();
    private final AtomicLong askedAtNanos = new AtomicLong(System.nanoTime() - EVERY_NANOS);
    private Ticks last = Ticks.NONE;
    private volatile boolean busy;

    /** Hundredths of a second since the machine's start, summed over its processors. */
    private record Ticks(long idle, long all) {
        static final Ticks NONE = new Ticks(0, 0);
    }

    int count() {
        return count;
    }

    /** Whether nearly all of their time of late went to something. */
    boolean areBusy(long nowNanos) {
        long asked = askedAtNanos.get();
        if (nowNanos - asked > EVERY_NANOS && askedAtNanos.compareAndSet(asked, nowNanos)) {
            busy = look();
        }
        return busy;
    }

    private synchronized boolean look() {
        Ticks before = last;
        last = read();
        long all = last.all() - before.all();
        return before.all() > 0 && all > 0 && (last.idle() - before.idle()) * 100 <= all * MOST_IDLE_PERCENT;
    }

    private static Ticks read() {
        try (var lines = Files.newBufferedReader(ACCOUNT, StandardCharsets.US_ASCII)) {
            var words = new StringTokenizer(String.valueOf(lines.readLine()));
            words.nextToken(); // "cpu"
            long idle = 0;
            long all = 0;
            for (int at = 0; words.hasMoreTokens(); at++) {
                long ticks = Long.parseLong(words.nextToken());
                all += ticks;
                idle += at == IDLE || at == DISKS ? ticks : 0;
            }
            return new Ticks(idle, all);
        } catch (IOException | RuntimeException notLinux) {
            return Ticks.NONE;
        }
    }
}
