package funcgraph.bench;

import java.util.Arrays;

/** The middle of a few figures: one disturbed round does not move it. */
final class Medians {

    private Medians() {}

    static double of(double... figures) {
        var sorted = figures.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
