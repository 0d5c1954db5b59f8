package funcgraph.domain.reserved;

import java.util.List;

/**
 * What is asked for (functiongraph-api 2.8). What it may be, {@link ReservationRules} knows.
 *
 * @param count instances at any time, unless the calendar or the load says more
 * @param idleMode whether instances are given next to no processor time while they run nothing
 */
public record Reservation(int count, boolean idleMode, List<CronPolicy> crons, List<MetricPolicy> metrics) {

    public static final Reservation NONE = new Reservation(0, false, List.of(), List.of());

    public Reservation {
        crons = List.copyOf(crons);
        metrics = List.copyOf(metrics);
    }

    /** Whether it asks for nothing, now or ever: then there is none. */
    public boolean isNone() {
        return count == 0 && crons.isEmpty() && metrics.isEmpty();
    }

    /** The most instances that it names; the load may make it more. */
    public int most() {
        int most = count;
        for (var cron : crons) {
            most = Math.max(most, cron.count());
        }
        for (var metric : metrics) {
            most = Math.max(most, metric.min());
        }
        return most;
    }

    /**
     * So many instances from each due time on, until another policy falls due or this one expires.
     *
     * @param cron as triggers of type TIMER have it
     * @param startSeconds when it begins to count, seconds since 1970
     * @param expiredSeconds from when on it no longer does
     */
    public record CronPolicy(String name, String cron, int count, long startSeconds, long expiredSeconds) {}

    /**
     * As many instances as the load needs.
     *
     * @param threshold percent of the instances that are busy, on which it aims
     * @param min never fewer than that
     */
    public record MetricPolicy(String name, int threshold, int min) {}
}
