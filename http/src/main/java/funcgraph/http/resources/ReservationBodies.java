package funcgraph.http.resources;

import funcgraph.contract.reserved.ReservedInstancesBody;
import funcgraph.contract.reserved.TacticsConfig;
import funcgraph.domain.Flaw;
import funcgraph.domain.Refusal;
import funcgraph.domain.Refused;
import funcgraph.domain.reserved.Reservation;
import funcgraph.domain.reserved.ReservationRules;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reserved instances between wire and domain. What is absent counts as nothing, but for the number itself. */
final class ReservationBodies {

    private static final String METRIC = "Concurrency";

    private ReservationBodies() {}

    /** Throws {@link Refused} with {@link Refusal.Flawed} for what a reservation cannot even say. */
    static Reservation read(ReservedInstancesBody wire) {
        var flaws = new ArrayList<Flaw>();
        if (wire.count() == null) {
            flaws.add(flaw("count", "", "0 to " + ReservationRules.MOST));
        }
        var tactics = wire.tacticsConfig() == null ? new TacticsConfig(null, null) : wire.tacticsConfig();
        var crons = all(tactics.cronConfigs()).stream()
                .map(one -> new Reservation.CronPolicy(
                        text(one.name()),
                        text(one.cron()),
                        number(one.count()),
                        seconds(one.startTime()),
                        seconds(one.expiredTime())))
                .toList();
        var metrics = new ArrayList<Reservation.MetricPolicy>();
        for (var one : all(tactics.metricConfigs())) {
            if (!METRIC.equals(one.type())) {
                var field = "tactics_config.metric_configs[" + metrics.size() + "].type";
                flaws.add(flaw(field, text(one.type()), METRIC));
            }
            metrics.add(new Reservation.MetricPolicy(text(one.name()), number(one.threshold()), number(one.min())));
        }
        if (!flaws.isEmpty()) {
            throw new Refused(new Refusal.Flawed(flaws));
        }
        return new Reservation(number(wire.count()), Boolean.TRUE.equals(wire.idleMode()), crons, metrics);
    }

    static ReservedInstancesBody view(Reservation of) {
        return new ReservedInstancesBody(of.count(), of.idleMode(), tactics(of));
    }

    static TacticsConfig tactics(Reservation of) {
        return new TacticsConfig(
                of.crons().stream()
                        .map(one -> new TacticsConfig.CronConfig(
                                one.name(), one.cron(), one.count(), one.startSeconds(), one.expiredSeconds()))
                        .toList(),
                of.metrics().stream()
                        .map(one -> new TacticsConfig.MetricConfig(one.name(), METRIC, one.threshold(), one.min()))
                        .toList());
    }

    private static Flaw flaw(String field, String value, String allowed) {
        return new Flaw(field, value, allowed, Flaw.Rule.PARAMETER);
    }

    private static <T> List<T> all(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static int number(@Nullable Integer number) {
        return number == null ? 0 : number;
    }

    private static long seconds(@Nullable Long number) {
        return number == null ? 0 : number;
    }
}
