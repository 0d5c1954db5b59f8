package funcgraph.engine.metrics;

import funcgraph.domain.FunctionKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which functions have a name in the metrics: the most used ones, up to a bound, because a monitoring system keeps a series
 * for each name for ever. The rest count together. No number that was shown ever goes back: what was shown of a function
 * among the rest stays there when it gets a name. On any thread.
 */
public final class Labels {

    /** A function takes another's name away only when it is used so much more, or names would change at each look. */
    private static final int TIMES_MORE = 2;

    private final Meters meters;
    private final int most;
    private final Map<FunctionKey, Reading> named = new HashMap<>();
    private final Map<FunctionKey, Reading> shownInRest = new HashMap<>();
    private Reading base = Reading.ZERO;

    /** @param most functions with a name */
    public Labels(Meters meters, int most) {
        this.meters = meters;
        this.most = most;
    }

    /**
     * One line of each metric.
     *
     * @param function empty for the rest
     */
    public record Shown(Optional<FunctionKey> function, Reading reading) {}

    /** What is to be shown now, the rest last. */
    public synchronized List<Shown> shown() {
        var readings = new HashMap<FunctionKey, Reading>();
        meters.functions().forEach((function, meter) -> readings.put(function, meter.reading()));
        giveNames(readings);
        var shown = new ArrayList<Shown>();
        var rest = base;
        for (var each : readings.entrySet()) {
            var offset = named.get(each.getKey());
            if (offset == null) {
                rest = rest.plus(each.getValue());
                shownInRest.put(each.getKey(), each.getValue());
            } else {
                shown.add(new Shown(Optional.of(each.getKey()), each.getValue().minus(offset)));
            }
        }
        for (var meter : meters.rests().values()) {
            rest = rest.plus(meter.reading());
        }
        shown.add(new Shown(Optional.empty(), rest));
        return shown;
    }

    private void giveNames(Map<FunctionKey, Reading> readings) {
        var byUse = Comparator.<FunctionKey>comparingLong(
                function -> readings.getOrDefault(function, Reading.ZERO).all());
        var candidates = readings.keySet().stream()
                .filter(function -> !named.containsKey(function))
                .sorted(byUse.reversed())
                .limit(most)
                .toList();
        for (var candidate : candidates) {
            if (named.size() >= most) {
                var least = named.keySet().stream().min(byUse).orElseThrow();
                var reading = readings.getOrDefault(least, Reading.ZERO);
                if (readings.getOrDefault(candidate, Reading.ZERO).all() <= TIMES_MORE * reading.all()) {
                    return;
                }
                named.remove(least);
                // It joins the rest, which must not grow by what was shown elsewhere.
                base = base.minus(reading);
            }
            var offset = shownInRest.getOrDefault(candidate, Reading.ZERO);
            shownInRest.remove(candidate);
            base = base.plus(offset);
            named.put(candidate, offset);
        }
    }

    /** A function is no longer counted by itself. */
    synchronized void forget(FunctionKey function, @Nullable Meter meter) {
        var rest = shownInRest.remove(function);
        if (named.remove(function) == null && meter != null && rest != null) {
            base = base.plus(meter.reading());
        }
    }
}
