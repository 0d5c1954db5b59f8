package funcgraph.domain.reserved;

import static org.assertj.core.api.Assertions.assertThat;

import funcgraph.domain.Flaw;
import funcgraph.domain.reserved.Reservation.CronPolicy;
import funcgraph.domain.reserved.Reservation.MetricPolicy;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReservationRulesTest {

    private static final CronPolicy CRON = new CronPolicy("day", "0 0 8 * * *", 3, 100, 200);
    private static final MetricPolicy METRIC = new MetricPolicy("load", 60, 2);

    private static List<String> fields(int count, List<CronPolicy> crons, List<MetricPolicy> metrics) {
        return ReservationRules.flaws(new Reservation(count, false, crons, metrics)).stream()
                .map(Flaw::field)
                .toList();
    }

    @Test
    void sound_ones_have_no_flaw() {
        assertThat(fields(0, List.of(), List.of())).isEmpty();
        assertThat(fields(1000, List.of(), List.of())).isEmpty();
        assertThat(fields(2, List.of(CRON), List.of(METRIC))).isEmpty();
    }

    @Test
    void every_flaw_is_found_and_names_its_field() {
        var bad = new CronPolicy("-x", "never", 1, 0, -1);
        assertThat(fields(-1, List.of(CRON, bad), List.of(new MetricPolicy("", 100, 1001))))
                .containsExactly(
                        "count",
                        "tactics_config.cron_configs[1].name",
                        "tactics_config.cron_configs[1].cron",
                        "tactics_config.cron_configs[1].start_time",
                        "tactics_config.cron_configs[1].expired_time",
                        "tactics_config.metric_configs[0].name",
                        "tactics_config.metric_configs[0].threshold",
                        "tactics_config.metric_configs[0].min");
    }

    @Test
    void policies_want_no_less_than_the_count() {
        assertThat(fields(4, List.of(CRON), List.of(METRIC)))
                .containsExactly("tactics_config.cron_configs[0].count", "tactics_config.metric_configs[0].min");
    }

    @Test
    void names_are_told_apart_and_policies_are_few() {
        assertThat(fields(0, List.of(CRON, CRON), List.of())).containsExactly("tactics_config.cron_configs[1].name");
        assertThat(fields(0, Collections.nCopies(11, CRON), List.of())).startsWith("tactics_config.cron_configs");
    }
}
