package funcgraph.engine.reserve;

import funcgraph.domain.reserved.KeptReservation;
import funcgraph.domain.reserved.LoadScale;
import funcgraph.domain.reserved.Timetable;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/** One reservation in the hands of the loop: what it wants now. */
final class Target {

    private final KeptReservation kept;
    private final Timetable timetable;
    private final List<LoadScale> scales;

    Target(KeptReservation kept, ZoneId zone) {
        this.kept = kept;
        this.timetable = new Timetable(kept.reservation(), zone);
        this.scales = kept.reservation().metrics().stream().map(LoadScale::new).toList();
    }

    KeptReservation kept() {
        return kept;
    }

    boolean isOf(KeptReservation other) {
        return kept.equals(other);
    }

    /** The largest number that any of its policies wants. */
    int wanted(Instant now, double busy, int most) {
        int wanted = timetable.count(now);
        for (var scale : scales) {
            wanted = Math.max(wanted, scale.wanted(now, busy, most));
        }
        return wanted;
    }
}
