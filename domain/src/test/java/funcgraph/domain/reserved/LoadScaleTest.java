package funcgraph.domain.reserved;

import static org.assertj.core.api.Assertions.assertThat;

import funcgraph.domain.reserved.Reservation.MetricPolicy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoadScaleTest {

    private Instant now = Instant.parse("2026-11-01T00:00:00Z");

    /** What is wanted at the end of each second of a load that stays. */
    private List<Integer> load(LoadScale scale, double busy, int seconds, int most) {
        var wanted = new ArrayList<Integer>();
        for (int second = 0; second < seconds; second++) {
            now = now.plusSeconds(1);
            wanted.add(scale.wanted(now, busy, most));
        }
        return wanted;
    }

    @Test
    void without_load_there_are_as_many_as_the_least() {
        assertThat(load(new LoadScale(new MetricPolicy("m", 50, 3)), 0, 120, 90))
                .containsOnly(3);
    }

    @Test
    void number_doubles_at_most_every_five_seconds_until_the_threshold_is_met() {
        var wanted = load(new LoadScale(new MetricPolicy("m", 50, 2)), 10, 20, 90);
        assertThat(wanted.subList(0, 5)).containsOnly(4);
        assertThat(wanted.subList(5, 10)).containsOnly(8);
        assertThat(wanted.subList(10, 15)).containsOnly(16);
        assertThat(wanted.subList(15, 20)).as("10 busy of 20 are 50 percent").containsOnly(20);
        assertThat(load(new LoadScale(new MetricPolicy("m", 50, 0)), 1, 10, 90))
                .last()
                .isEqualTo(2);
    }

    @Test
    void never_more_than_there_may_be() {
        assertThat(load(new LoadScale(new MetricPolicy("m", 50, 2)), 80, 60, 7))
                .last()
                .isEqualTo(7);
    }

    @Test
    void single_busy_moment_changes_little_and_a_minute_later_nothing_is_left_of_it() {
        var scale = new LoadScale(new MetricPolicy("m", 50, 1));
        load(scale, 0, 30, 90);
        assertThat(load(scale, 10, 1, 90)).last().isEqualTo(2);
        load(scale, 0, 10, 90);
        assertThat(load(scale, 0, 90, 90)).last().isEqualTo(1);
    }

    @Test
    void number_falls_one_by_one_after_a_quiet_minute() {
        var scale = new LoadScale(new MetricPolicy("m", 50, 2));
        assertThat(load(scale, 4, 30, 90)).last().isEqualTo(8);
        var falling = load(scale, 1, 55, 90);
        assertThat(falling).as("the last minute needed them").containsOnly(8);
        var after = load(scale, 1, 60, 90);
        assertThat(after).isSortedAccordingTo(java.util.Comparator.reverseOrder());
        assertThat(after).contains(7, 6, 5, 4, 3, 2).last().isEqualTo(2);
        assertThat(after.stream().filter(each -> each == 5).count())
                .as("seconds at each step")
                .isBetween(4L, 6L);
    }
}
