package funcgraph.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How long one kind of start takes, and what the server then holds while it has nothing to do. */
final class Starts {

    private static final Duration SETTLING = Duration.ofSeconds(2);

    /** Says which data directory the next start has. */
    @FunctionalInterface
    interface Directory {
        Path next() throws Exception;
    }

    private final String name;
    private final Path home;
    private final Path config;
    private final Directory directory;
    private final List<Double> seconds = new ArrayList<>();
    private final List<Double> idleMb = new ArrayList<>();

    Starts(String name, Path home, Path config, Directory directory) {
        this.name = name;
        this.home = home;
        this.config = config;
        this.directory = directory;
    }

    String name() {
        return name;
    }

    void warm() throws Exception {
        try (var server = BenchServer.start(home, config, directory.next())) {
            server.residentMb();
        }
    }

    void measure() throws Exception {
        try (var server = BenchServer.start(home, config, directory.next())) {
            seconds.add(server.toReady().toNanos() / 1e9);
            Thread.sleep(SETTLING);
            idleMb.add(server.residentMb());
        }
    }

    double seconds() {
        return median(seconds);
    }

    double idleMb() {
        return median(idleMb);
    }

    double secondsOver(Starts other) {
        var ratios = new double[seconds.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = seconds.get(i) / other.seconds.get(i);
        }
        return Medians.of(ratios);
    }

    private static double median(List<Double> figures) {
        return Medians.of(figures.stream().mapToDouble(Double::doubleValue).toArray());
    }
}
