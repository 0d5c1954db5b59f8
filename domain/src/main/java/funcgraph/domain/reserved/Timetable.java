package funcgraph.domain.reserved;

import funcgraph.domain.reserved.Reservation.CronPolicy;
import funcgraph.domain.trigger.Schedule;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/** How many instances a reservation wants by the calendar: what the policy that fell due last says. */
public final class Timetable {

    private final int count;
    private final List<Line> lines;
    private final ZoneId zone;

    private record Line(CronPolicy policy, Schedule schedule, Instant start, Instant expired) {}

    /**
     * Reads the policies.
     *
     * @param zone whose calendar counts for those that name none
     */
    public Timetable(Reservation reservation, ZoneId zone) {
        this.count = reservation.count();
        this.zone = zone;
        this.lines = reservation.crons().stream().map(Timetable::line).toList();
    }

    private static Line line(CronPolicy policy) {
        return new Line(
                policy,
                Schedule.cron(policy.cron())
                        .orElseThrow(() -> new IllegalStateException("accepted and unreadable: " + policy.cron())),
                Instant.ofEpochSecond(policy.startSeconds()),
                Instant.ofEpochSecond(policy.expiredSeconds()));
    }

    /** Instances wanted at that moment. Of policies that fell due at the same second the larger counts. */
    public int count(Instant now) {
        int wanted = count;
        var since = Instant.MIN;
        for (var line : lines) {
            if (now.isBefore(line.start()) || !now.isBefore(line.expired())) {
                continue;
            }
            var due = line.schedule().latest(now, line.start(), zone).orElse(Instant.MIN);
            if (due.isBefore(line.start())) {
                continue;
            }
            if (due.isAfter(since) || (due.equals(since) && line.policy().count() > wanted)) {
                wanted = line.policy().count();
                since = due;
            }
        }
        return wanted;
    }
}
