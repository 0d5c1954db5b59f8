package funcgraph.http.metrics;

import java.util.List;
import java.util.function.Supplier;

/**
 * A metric whose values are read when somebody asks for them.
 *
 * @param name with its unit; of a counter without {@code _total}, which is added
 * @param help one sentence
 * @param samples may block, for a short time
 */
public record Family(String name, String help, Kind kind, Supplier<List<Sample>> samples) {

    public enum Kind {
        COUNTER,
        GAUGE,

        /** Always 1; its labels say something. {@code _info} is added to its name. */
        INFO
    }

    /**
     * A value.
     *
     * @param labels names and values in turns
     */
    public record Sample(List<String> labels, double value) {
        public static Sample of(double value, String... labels) {
            return new Sample(List.of(labels), value);
        }
    }

    /** A gauge without labels. */
    public static Family gauge(String name, String help, Supplier<? extends Number> value) {
        return new Family(
                name, help, Kind.GAUGE, () -> List.of(Sample.of(value.get().doubleValue())));
    }

    /** A counter without labels. */
    public static Family counter(String name, String help, Supplier<? extends Number> value) {
        return new Family(
                name, help, Kind.COUNTER, () -> List.of(Sample.of(value.get().doubleValue())));
    }
}
