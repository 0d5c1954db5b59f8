package funcgraph.engine.trigger;

import funcgraph.domain.Ids;
import funcgraph.domain.TriggerType;
import funcgraph.domain.trigger.Trigger;
import funcgraph.domain.trigger.TriggerQuotas;
import funcgraph.engine.control.Functions;
import funcgraph.store.FunctionTable;
import funcgraph.store.Store;
import funcgraph.store.TriggerTable;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;

/** The use cases, the loop and the ingest, put together: they share how triggers are kept. */
public record TriggerParts(Triggers triggers, TimerLoop timers, Ingest ingest, Notifications notifications) {

    private static final int PAGE = 1000;
    private static final List<TriggerType> GATEWAY =
            Stream.of(TriggerType.values()).filter(TriggerType::isGateway).toList();

    /**
     * What triggers rest on.
     *
     * @param grace how late a missed due time of a timer may be made up for
     */
    public record Settings(TriggerQuotas quotas, String region, ZoneId zone, Duration grace) {}

    public static TriggerParts of(
            Functions functions,
            Store store,
            FunctionTable heads,
            GatewayTable gateway,
            Firing firing,
            Triggers.Heard sources,
            Settings settings,
            Clock clock,
            Ids ids) {
        var table = new TriggerTable();
        var kept = new KeptTriggers(table, settings.quotas(), settings.zone());
        var timers = new TimerLoop(
                store,
                table,
                kept,
                firing,
                clock,
                new TimerLoop.Settings(settings.region(), settings.zone(), settings.grace()));
        var heard = new Triggers.Heard() {
            @Override
            public void changed(Trigger trigger) {
                timers.stir(trigger);
                gateway.put(trigger);
                sources.changed(trigger);
            }

            @Override
            public void removed(Trigger trigger) {
                gateway.remove(trigger.id());
                sources.removed(trigger);
            }
        };
        load(store, table, gateway);
        var triggers = new Triggers(functions, store, heads, table, kept, heard, clock, ids);
        var ingest = new Ingest(store, firing, settings.region(), clock);
        return new TriggerParts(triggers, timers, ingest, new Notifications(store, table, ingest));
    }

    private static void load(Store store, TriggerTable table, GatewayTable gateway) {
        var last = "";
        while (true) {
            var after = last;
            var page = store.read(view -> table.ofTypes(view, GATEWAY, after, PAGE));
            page.forEach(gateway::put);
            if (page.size() < PAGE) {
                return;
            }
            last = page.getLast().id();
        }
    }
}
