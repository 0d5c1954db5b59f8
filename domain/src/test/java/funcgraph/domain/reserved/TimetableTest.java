package funcgraph.domain.reserved;

import static org.assertj.core.api.Assertions.assertThat;

import funcgraph.domain.reserved.Reservation.CronPolicy;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimetableTest {

    private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
    private static final Instant END = Instant.parse("2026-12-01T00:00:00Z");

    private static CronPolicy policy(String cron, int count) {
        return new CronPolicy("p" + count, cron, count, START.getEpochSecond(), END.getEpochSecond());
    }

    private static Timetable table(int count, CronPolicy... policies) {
        return new Timetable(new Reservation(count, false, List.of(policies), List.of()), ZoneOffset.UTC);
    }

    private static int at(Timetable table, String time) {
        return table.count(Instant.parse(time));
    }

    @Test
    void without_policies_the_number_is_always_the_same() {
        assertThat(at(table(2), "2026-11-10T09:00:00Z")).isEqualTo(2);
    }

    @Test
    void policy_counts_from_its_first_due_time_until_it_expires() {
        var table = table(1, policy("0 0 8 * * *", 5));
        assertThat(at(table, "2026-10-31T09:00:00Z")).as("before start_time").isEqualTo(1);
        assertThat(at(table, "2026-11-01T07:59:59Z")).as("not yet due").isEqualTo(1);
        assertThat(at(table, "2026-11-01T08:00:00Z")).as("due").isEqualTo(5);
        assertThat(at(table, "2026-11-02T03:00:00.5Z"))
                .as("until another is due")
                .isEqualTo(5);
        assertThat(at(table, "2026-11-30T23:59:59Z")).isEqualTo(5);
        assertThat(at(table, "2026-12-01T00:00:00Z")).as("expired").isEqualTo(1);
    }

    @Test
    void policy_that_fell_due_last_counts() {
        var table = table(0, policy("0 0 8 * * *", 5), policy("0 0 20 * * *", 2));
        assertThat(at(table, "2026-11-10T12:00:00Z")).isEqualTo(5);
        assertThat(at(table, "2026-11-10T20:00:00Z")).isEqualTo(2);
        assertThat(at(table, "2026-11-11T07:59:59Z")).isEqualTo(2);
        assertThat(at(table, "2026-11-11T08:00:00Z")).isEqualTo(5);
    }

    @Test
    void of_policies_that_fall_due_together_the_larger_counts() {
        assertThat(at(table(1, policy("0 0 8 * * *", 3), policy("0 0 8 * * *", 7)), "2026-11-10T12:00:00Z"))
                .isEqualTo(7);
    }

    @Test
    void calendar_is_that_of_the_zone_that_the_policy_or_the_server_names() {
        var named = table(0, policy("CRON_TZ=Asia/Shanghai 0 0 8 * * *", 5));
        assertThat(at(named, "2026-11-01T00:00:00Z")).isEqualTo(5);
        var reservation = new Reservation(0, false, List.of(policy("0 0 8 * * *", 5)), List.of());
        var server = new Timetable(reservation, ZoneId.of("Europe/Berlin"));
        assertThat(at(server, "2026-11-01T06:59:59Z")).isZero();
        assertThat(at(server, "2026-11-01T07:00:00Z")).isEqualTo(5);
    }

    @Test
    void intervals_count_from_the_start_time() {
        var table = table(1, policy("@every 1h30m", 4));
        assertThat(at(table, "2026-11-01T01:29:59Z")).isEqualTo(1);
        assertThat(at(table, "2026-11-01T01:30:00Z")).isEqualTo(4);
        assertThat(at(table, "2026-11-01T02:00:00Z")).isEqualTo(4);
    }
}
