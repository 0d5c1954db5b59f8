package funcgraph.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** One line of the table: what was measured, once in each round. A figure is the median of the rounds'. */
final class Row {

    /** Measures once. */
    @FunctionalInterface
    interface Measurement {
        Latencies once() throws Exception;
    }

    private final String name;
    private final Measurement measurement;
    private final List<Latencies> rounds = new ArrayList<>();

    Row(String name, Measurement measurement) {
        this.name = name;
        this.measurement = measurement;
    }

    String name() {
        return name;
    }

    void measure() throws Exception {
        rounds.add(measurement.once());
    }

    double p50Ms() {
        return median(round -> round.millis(0.50));
    }

    double p99Ms() {
        return median(round -> round.millis(0.99));
    }

    double perSecond() {
        return median(Latencies::perSecond);
    }

    /** By round, the rate here against the rate there in the same round; the median. */
    double rateOver(Row other) {
        return medianOfRatios(other, Latencies::perSecond);
    }

    /** By round, the typical time here against that of the other row in the same round; the median. */
    double timeOver(Row other) {
        return medianOfRatios(other, round -> round.millis(0.50));
    }

    private double median(ToDoubleFunction<Latencies> figure) {
        return Medians.of(rounds.stream().mapToDouble(figure).toArray());
    }

    /** Other work on the machine comes and goes; within a round it slows both. */
    private double medianOfRatios(Row other, ToDoubleFunction<Latencies> figure) {
        var ratios = new double[rounds.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = figure.applyAsDouble(rounds.get(i)) / figure.applyAsDouble(other.rounds.get(i));
        }
        return Medians.of(ratios);
    }
}
