package funcgraph.domain.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {

    private static final Instant NOW = Instant.parse("2026-03-10T10:20:30.500Z");

    @ParameterizedTest
    @CsvSource({"1m, PT1M", "60m, PT1H", "24h, PT24H", "30d, PT720H"})
    void a_rate_is_an_interval(String text, Duration interval) {
        assertThat(Schedule.rate(text)).contains(new Schedule.Every(interval));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0m", "61m", "25h", "31d", "1s", "m", "1", "-1m", "1.5h", "01m", " 1m"})
    void another_rate_is_refused(String text) {
        assertThat(Schedule.rate(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "@every 2h30m, PT2H30M",
        "@every 1s, PT1S",
        "@every 10ms, PT1S",
        "@every 1.5s, PT1S",
        "@every 1.5h, PT1H30M",
        "@every 90000000µs, PT90S",
        "@every 1m0.5s, PT60S"
    })
    void every_takes_a_duration_of_whole_seconds_and_at_least_one(String text, Duration interval) {
        assertThat(Schedule.cron(text)).contains(new Schedule.Every(interval));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "@every",
                "@every ",
                "@every 0s",
                "@every 5",
                "@every 5x",
                "@every -5s",
                "@every 99999999h",
                "@daily",
                "* * * *",
                "* * * * * * *",
                "60 * * * * *",
                "* 60 * * * *",
                "* * 24 * * *",
                "* * * 0 * *",
                "* * * 32 * *",
                "* * * * 13 *",
                "* * * * * 7",
                "* * * L * *",
                "* * * * * MON#1",
                "? * * * * *",
                "0 0 0 30 2 *",
                "0 0 0 30 FEB ?",
                "CRON_TZ=Nowhere/City 0 0 0 * * *",
                "CRON_TZ=Asia/Shanghai",
                "a b c d e f"
            })
    void another_cron_is_refused(String text) {
        assertThat(Schedule.cron(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 15 2 * * ?       | 2026-03-11T02:15:00Z",
                "0 15 2 * *         | 2026-03-11T02:15:00Z",
                "*/10 * * * * *     | 2026-03-10T10:20:40Z",
                "0/10 * * * * ?     | 2026-03-10T10:20:40Z",
                "0 30 8 ? * MON-FRI | 2026-03-11T08:30:00Z",
                "0 30 8 ? * mon,sat | 2026-03-14T08:30:00Z",
                "0 0 0 1 jan,Jul ?  | 2026-07-01T00:00:00Z",
                "0 0 12 ? * 0       | 2026-03-15T12:00:00Z",
                "0 0 12 * * Sun     | 2026-03-15T12:00:00Z",
                "5-7 20 10 10 3 *   | 2027-03-10T10:20:05Z",
                "30,31 20 10 * * *  | 2026-03-10T10:20:31Z",
                "0 0 0 29 2 *       | 2028-02-29T00:00:00Z",
                "0 0 0 13 * FRI     | 2026-03-13T00:00:00Z",
                "0 0 0 20 * WED     | 2026-03-11T00:00:00Z",
                "CRON_TZ=Asia/Shanghai 0 0 8 * * * | 2026-03-11T00:00:00Z",
                "CRON_TZ=America/New_York 0 0 9 * * ? | 2026-03-10T13:00:00Z",
            })
    void a_cron_falls_due_by_the_calendar(String text, Instant due) {
        assertThat(next(Schedule.cron(text), NOW, NOW)).isEqualTo(due);
    }

    @Test
    void without_a_zone_the_given_one_counts() {
        var daily = Schedule.cron("0 0 8 * * *").orElseThrow();

        assertThat(daily.next(NOW, NOW, ZoneId.of("Asia/Shanghai"))).isEqualTo("2026-03-11T00:00:00Z");
    }

    @Test
    void the_hour_that_a_zone_skips_loses_no_day() {
        var daily = Schedule.cron("CRON_TZ=Europe/Berlin 0 30 8 * * *").orElseThrow();

        assertThat(dues(daily, Instant.parse("2026-03-28T00:00:00Z"), 3))
                .containsExactly(
                        Instant.parse("2026-03-28T07:30:00Z"),
                        Instant.parse("2026-03-29T06:30:00Z"),
                        Instant.parse("2026-03-30T06:30:00Z"));
    }

    @Test
    void intervals_are_counted_from_the_anchor_whatever_was_missed() {
        var everyMinute = Schedule.rate("1m");
        var anchor = Instant.parse("2026-03-10T10:00:10.900Z");

        assertThat(next(everyMinute, anchor, anchor)).isEqualTo("2026-03-10T10:01:10Z");
        assertThat(next(everyMinute, NOW, anchor)).isEqualTo("2026-03-10T10:21:10Z");
        assertThat(next(everyMinute, Instant.parse("2026-03-10T10:21:10Z"), anchor))
                .isEqualTo("2026-03-10T10:22:10Z");
    }

    private static Instant next(Optional<Schedule> schedule, Instant after, Instant anchor) {
        return schedule.orElseThrow().next(after, anchor, ZoneOffset.UTC);
    }

    private static List<Instant> dues(Schedule schedule, Instant from, int count) {
        var dues = new ArrayList<Instant>();
        var last = from;
        for (int i = 0; i < count; i++) {
            last = schedule.next(last, from, ZoneOffset.UTC);
            dues.add(last);
        }
        return dues;
    }
}
