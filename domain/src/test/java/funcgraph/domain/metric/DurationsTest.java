package funcgraph.domain.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DurationsTest {

    private static final double OFF_BY = 0.0626;

    @Test
    void each_duration_is_in_the_bucket_that_begins_at_it_or_before() {
        var random = new SplittableRandom(1);
        for (int i = 0; i < 100_000; i++) {
            long micros = random.nextLong(1L << random.nextInt(1, 38));
            int bucket = Durations.bucket(micros);
            assertThat(micros)
                    .isGreaterThanOrEqualTo(Durations.leastMicros(bucket))
                    .isLessThan(Durations.leastMicros(bucket + 1));
        }
    }

    @Test
    void every_bucket_begins_where_the_one_before_ends() {
        for (int bucket = 0; bucket < Durations.BUCKETS; bucket++) {
            assertThat(Durations.bucket(Durations.leastMicros(bucket))).isEqualTo(bucket);
            assertThat(Durations.bucket(Durations.leastMicros(bucket + 1) - 1)).isEqualTo(bucket);
        }
    }

    @Test
    void powers_of_two_are_bounds_and_what_is_beyond_all_is_in_the_last_bucket() {
        for (int power = 0; power < 38; power++) {
            assertThat(Durations.leastMicros(Durations.bucket(1L << power))).isEqualTo(1L << power);
        }
        assertThat(Durations.bucket(Long.MAX_VALUE)).isEqualTo(Durations.BUCKETS - 1);
        assertThat(Durations.bucket(-1)).isZero();
    }

    @Test
    void quantiles_are_off_by_six_percent_at_most() {
        var counts = new long[Durations.BUCKETS];
        for (int micros = 1; micros <= 100_000; micros++) {
            counts[Durations.bucket(micros)]++;
        }
        for (double share : new double[] {0.01, 0.5, 0.9, 0.99, 1}) {
            assertThat(Durations.quantileMicros(counts, share))
                    .isCloseTo(share * 100_000, within(share * 100_000 * OFF_BY));
        }
        assertThat(Durations.quantileMicros(new long[Durations.BUCKETS], 0.5)).isEqualTo(-1);
    }

    @Test
    void a_sketch_comes_back_from_its_text_and_adds_up() {
        var counts = new long[Durations.BUCKETS];
        counts[3] = 7;
        counts[Durations.BUCKETS - 1] = 1;
        var sketch = Sketch.of(counts);
        assertThat(sketch.text()).isEqualTo("3:7," + (Durations.BUCKETS - 1) + ":1");
        assertThat(Sketch.parse(sketch.text())).isEqualTo(sketch);
        assertThat(Sketch.parse("")).isEqualTo(Sketch.EMPTY);
        assertThat(sketch.plus(sketch).count()).isEqualTo(16);
    }
}
