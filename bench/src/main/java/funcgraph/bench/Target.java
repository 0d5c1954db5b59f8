package funcgraph.bench;

import java.util.Locale;

/**
 * What was to be reached.
 *
 * @param text in words
 * @param figure what was measured
 * @param bound the least or most that reaches it
 * @param more whether more is better
 * @param unit of figure and bound
 */
record Target(String text, double figure, double bound, boolean more, String unit) {

    static Target atMost(String text, double figure, double bound, String unit) {
        return new Target(text, figure, bound, false, unit);
    }

    static Target atLeast(String text, double figure, double bound, String unit) {
        return new Target(text, figure, bound, true, unit);
    }

    boolean isReached() {
        return more ? figure >= bound : figure <= bound;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%-8s %-62s %8.2f %s (%s %.2f)",
                isReached() ? "reached" : "MISSED",
                text,
                figure,
                unit,
                more ? "at least" : "at most",
                bound);
    }
}
