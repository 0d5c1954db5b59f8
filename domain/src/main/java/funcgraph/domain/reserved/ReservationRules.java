package funcgraph.domain.reserved;

import funcgraph.domain.Flaw;
import funcgraph.domain.reserved.Reservation.CronPolicy;
import funcgraph.domain.reserved.Reservation.MetricPolicy;
import funcgraph.domain.trigger.Schedule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What a reservation may be (functiongraph-api 2.8, and what Terraform's documents say of its fields). */
public final class ReservationRules {

    /** Instances of one version or alias. */
    public static final int MOST = 1000;

    /** Policies of each kind. The documents name no limit. */
    public static final int MOST_POLICIES = 10;

    private static final int HIGHEST_THRESHOLD = 99;
    private static final Pattern NAME = Pattern.compile("[A-Za-z](?:[A-Za-z0-9_-]{0,58}[A-Za-z0-9])?");
    private static final String NAME_RULE =
            "1 to 60 letters, digits, '_' and '-', the first a letter, the last a letter or digit";

    private final List<Flaw> flaws = new ArrayList<>();
    private final Set<String> names = new HashSet<>();

    private ReservationRules() {}

    /** All that is wrong with it, in the order of the fields. */
    public static List<Flaw> flaws(Reservation asked) {
        var rules = new ReservationRules();
        rules.range("count", asked.count(), 0, MOST);
        rules.atMost("tactics_config.cron_configs", asked.crons().size());
        for (int at = 0; at < asked.crons().size(); at++) {
            rules.cron("tactics_config.cron_configs[" + at + "].", asked.crons().get(at), asked.count());
        }
        rules.names.clear();
        rules.atMost("tactics_config.metric_configs", asked.metrics().size());
        for (int at = 0; at < asked.metrics().size(); at++) {
            rules.metric(
                    "tactics_config.metric_configs[" + at + "].",
                    asked.metrics().get(at),
                    asked.count());
        }
        return rules.flaws;
    }

    private void cron(String at, CronPolicy cron, int count) {
        name(at, cron.name());
        if (Schedule.cron(cron.cron()).isEmpty()) {
            flaw(at + "cron", cron.cron(), Schedule.CRON_RULE);
        }
        range(at + "count", cron.count(), Math.clamp(count, 0, MOST), MOST);
        if (cron.startSeconds() <= 0) {
            flaw(at + "start_time", Long.toString(cron.startSeconds()), "seconds since 1970");
        }
        if (cron.expiredSeconds() <= cron.startSeconds()) {
            flaw(at + "expired_time", Long.toString(cron.expiredSeconds()), "seconds since 1970, after start_time");
        }
    }

    private void metric(String at, MetricPolicy metric, int count) {
        name(at, metric.name());
        range(at + "threshold", metric.threshold(), 1, HIGHEST_THRESHOLD);
        range(at + "min", metric.min(), Math.clamp(count, 0, MOST), MOST);
    }

    private void name(String at, String name) {
        if (!NAME.matcher(name).matches()) {
            flaw(at + "name", name, NAME_RULE);
        } else if (!names.add(name)) {
            flaw(at + "name", name, "a name that no other policy has");
        }
    }

    private void range(String field, int value, int least, int most) {
        if (value < least || value > most) {
            flaw(field, Integer.toString(value), least + " to " + most);
        }
    }

    private void atMost(String field, int policies) {
        if (policies > MOST_POLICIES) {
            flaw(field, policies + " policies", MOST_POLICIES + " of them");
        }
    }

    private void flaw(String field, String value, String allowed) {
        flaws.add(new Flaw(field, value, allowed, Flaw.Rule.PARAMETER));
    }
}
