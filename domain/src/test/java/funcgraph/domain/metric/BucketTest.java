package funcgraph.domain.metric;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BucketTest {

    private static Bucket ran(long micros, int concurrency, int workers) {
        var counts = new long[Durations.BUCKETS];
        counts[Durations.bucket(micros)] = 1;
        return new Bucket(
                1, 0, 0, 0, 0, micros, micros, micros, concurrency, 10, workers, 0, 1024 * 1000, Sketch.of(counts));
    }

    @Test
    void spans_one_after_the_other_add_calls_and_keep_the_highest_of_what_is_there_at_a_time() {
        var both = ran(1000, 2, 3).plus(ran(9000, 5, 1));
        assertThat(both.calls()).isEqualTo(2);
        assertThat(both.meanMillis()).isEqualTo(5);
        assertThat(both.leastMillis()).isEqualTo(1);
        assertThat(both.mostMillis()).isEqualTo(9);
        assertThat(both.concurrency()).isEqualTo(5);
        assertThat(both.workers()).isEqualTo(3);
        assertThat(both.gigabyteSeconds()).isEqualTo(2);
    }

    @Test
    void functions_side_by_side_add_their_workers() {
        assertThat(ran(1000, 2, 3).beside(ran(9000, 5, 1)).workers()).isEqualTo(4);
    }

    @Test
    void nothing_has_no_durations() {
        assertThat(Bucket.EMPTY.isEmpty()).isTrue();
        assertThat(Bucket.EMPTY.meanMillis()).isEqualTo(-1);
        assertThat(Bucket.EMPTY.quantileMillis(0.5)).isEqualTo(-1);
        assertThat(Bucket.EMPTY.plus(ran(1000, 1, 1))).isEqualTo(ran(1000, 1, 1));
    }

    @Test
    void a_quantile_is_never_beyond_the_longest() {
        assertThat(ran(1023, 1, 1).quantileMillis(0.99)).isEqualTo(1.023);
    }
}
